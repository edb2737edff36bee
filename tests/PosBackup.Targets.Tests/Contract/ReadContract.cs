using PosBackup.Engine.Targets;

namespace PosBackup.Targets.Tests.Contract;

/// <summary>Reading files.</summary>
public abstract class ReadContract : ContinueContract
{
    private const int Several = 3 * 1024 * 1024 + 17;

    [ContractFact]
    public async Task Read_GivesTheWholeFile()
    {
        byte[] content = Content.Random(Several);
        Behind.Write(At("file"), content);

        RequireSame(content, await ReadAsync(At("file")));
    }

    [ContractFact]
    public async Task Read_GivesTheRangeThatIsAskedFor()
    {
        byte[] content = Content.Random(200_000);
        Behind.Write(At("file"), content);

        RequireSame(content[70_001..170_003], await ReadAsync(At("file"), 70_001, 100_002));
        RequireSame(content[150_000..], await ReadAsync(At("file"), 150_000, 1_000_000));
        RequireSame(content[150_000..], await ReadAsync(At("file"), 150_000, long.MaxValue));
        RequireSame(content[199_999..], await ReadAsync(At("file"), 199_999));
        RequireSame([], await ReadAsync(At("file"), 10, 0));
    }

    [ContractFact]
    public async Task Read_BehindTheEndIsEmpty()
    {
        Behind.Write(At("file"), [1, 2, 3]);

        RequireSame([], await ReadAsync(At("file"), 3));
        RequireSame([], await ReadAsync(At("file"), 1_000_000));
        RequireSame([], await ReadAsync(At("file"), 1_000_000, 10));
    }

    [ContractFact]
    public async Task Read_OfAFileThatIsNotThereTellsSo()
    {
        foreach (string name in (string[])["none", "no folder/none"])
        {
            TargetException failure = await Assert.ThrowsAsync<TargetException>(() => ReadAsync(At(name)));
            Assert.Equal(TargetFailure.Missing, failure.Failure);
        }
    }

    [ContractFact]
    public async Task Read_OfAFolderFails()
    {
        Behind.Write(At("folder/file"), [1]);

        await Assert.ThrowsAsync<TargetException>(() => ReadAsync(At("folder")));
        await RequireUsableAsync();
    }

    [ContractFact]
    public async Task Read_GivenUpHalfWayLeavesTheTargetUsable()
    {
        Behind.Write(At("file"), Content.Random(Several));
        byte[] some = new byte[50_000];

        await using (Stream stream = await Target.OpenReadAsync(At("file"), 0, length: null, default))
            await stream.ReadExactlyAsync(some);

        await RequireUsableAsync();
    }

    [ContractFact]
    public async Task Read_CancelledHalfWayLeavesTheTargetUsable()
    {
        Behind.Write(At("file"), Content.Random(Several));
        using var cancellation = new CancellationTokenSource();
        await using (Stream stream = await Target.OpenReadAsync(At("file"), 0, length: null, default))
        {
            await stream.ReadExactlyAsync(new byte[50_000], cancellation.Token);
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.ReadExactlyAsync(new byte[50_000], cancellation.Token).AsTask());
        }

        await RequireUsableAsync();
    }

    [ContractFact]
    public async Task Read_OfSeveralRangesAtOnce()
    {
        byte[] content = Content.Random(1_000_000);
        Behind.Write(At("file"), content);

        byte[][] ranges = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => ReadAsync(At("file"), i * 100_000L, 100_000)));

        Assert.All(ranges, (range, i) => RequireSame(content[(i * 100_000)..((i + 1) * 100_000)], range));
    }

    [ContractFact]
    public async Task Read_WhileAnotherFileIsWritten()
    {
        byte[] content = Content.Random(Several);
        Behind.Write(At("there"), content);

        await using Stream stream = await Target.OpenReadAsync(At("there"), 0, length: null, default);
        await stream.ReadExactlyAsync(new byte[1000]);
        await PutAsync(At("other"), content);
        using var rest = new MemoryStream();
        await stream.CopyToAsync(rest);

        RequireSame(content[1000..], rest.ToArray());
        RequireSame(content, Behind.Read(At("other")));
    }

    [ContractFact]
    public async Task Hash_IsRightOrNone()
    {
        byte[] content = Content.Random(300_001);
        Behind.Write(At("file"), content);

        string? hash = await Target.HashAsync(At("file"), default);

        if (await CanAsync(TargetFeatures.ServerHash))
            Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)), hash);
        else
            Assert.Null(hash);
    }
}
