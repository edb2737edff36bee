using PosBackup.Engine.Targets;

namespace PosBackup.Targets.Tests.Contract;

/// <summary>
/// The contract of <see cref="IBackupTarget"/>, in tests that every target passes. Derive a class, give it a place
/// (<see cref="ContractSetup.OpenPlaceAsync"/>) and faults, name its server by <see cref="NeedsServerAttribute"/>, and say by
/// <see cref="LacksAttribute"/> what means nothing for it. What a target says it can is put to the test; what it says it cannot has to be refused.
/// <code>
/// [NeedsServer(ServerKind.OpenSsh)]
/// public sealed class SftpOnOpenSshTests(ServerOf&lt;OpenSshServer&gt; server) : TargetContract, IClassFixture&lt;ServerOf&lt;OpenSshServer&gt;&gt; { … }
/// </code>
/// </summary>
public abstract class TargetContract : FaultContract
{
    [ContractFact]
    public async Task Describe_TellsWhatTheTargetIs()
    {
        TargetDescription description = await Target.DescribeAsync(default);

        Assert.NotEqual("", description.Product);
        Assert.Equal(description.Can(TargetFeatures.FreeSpace), description.FreeBytes is not null);
        Assert.True(description.FreeBytes is null or >= 0);
        Assert.NotEqual("", Target.Name);
    }

    [ContractFact]
    public async Task Dispose_MayComeTwiceAndWithoutAnyCall()
    {
        IBackupTarget used = OpenAnother();
        IBackupTarget unused = OpenAnother();
        await used.DescribeAsync(default);

        await used.DisposeAsync();
        await unused.DisposeAsync();

        // The second of each comes at the end of the test.
        await RequireUsableAsync();
    }

    [ContractFact]
    public async Task Another_SeesWhatOneWrote()
    {
        await PutAsync(At("file"), [1, 2, 3]);

        Assert.Equal(3, (await OpenAnother().StatAsync(At("file"), default))!.Length);
    }
}
