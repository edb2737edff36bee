using PosBackup.Engine.Targets;

namespace PosBackup.Targets.Tests.Contract;

/// <summary>Writing into files that are there, where the target says that it can.</summary>
public abstract class ContinueContract : PutContract
{
    private const long FiveGigabytes = 5L << 30;
    private const int Tail = 1 << 20;

    [ContractFact]
    public async Task Continue_WritesBehindTheEnd()
    {
        if (!await CanContinueAsync())
            return;
        byte[] content = Content.Random(500_000);
        await PutAsync(At("file"), content[..123_457]);

        await ContinueAsync(At("file"), 123_457, content[123_457..]);

        RequireSame(content, Behind.Read(At("file")));
    }

    [ContractFact]
    public async Task Continue_BelowTheEndKeepsTheRest()
    {
        if (!await CanContinueAsync())
            return;
        await PutAsync(At("file"), [1, 2, 3, 4, 5, 6]);

        await ContinueAsync(At("file"), 2, [30, 40]);

        RequireSame([1, 2, 30, 40, 5, 6], Behind.Read(At("file")));
    }

    [ContractFact]
    public async Task Continue_BeyondTheEndIsRefusedOrLeavesAHole()
    {
        if (!await CanContinueAsync())
            return;
        await PutAsync(At("file"), [1, 2]);

        if (await CanAsync(TargetFeatures.WriteAnywhere))
        {
            await ContinueAsync(At("file"), 4, [5]);
            RequireSame([1, 2, 0, 0, 5], Behind.Read(At("file")));
        }
        else
        {
            await Assert.ThrowsAsync<TargetException>(() => ContinueAsync(At("file"), 4, [5]));
            RequireSame([1, 2], Behind.Read(At("file")));
            await RequireUsableAsync();
        }
    }

    [ContractFact]
    public async Task Continue_OfAFileThatIsNotThereTellsSo()
    {
        if (!await CanContinueAsync())
            return;

        TargetException failure = await Assert.ThrowsAsync<TargetException>(() => ContinueAsync(At("none"), 0, [1]));

        Assert.Equal(TargetFailure.Missing, failure.Failure);
        Assert.Null(Behind.Read(At("none")));
        await RequireUsableAsync();
    }

    [ContractFact]
    public async Task Continue_OfNothingChangesNothing()
    {
        if (!await CanContinueAsync())
            return;
        await PutAsync(At("file"), [1, 2]);

        await ContinueAsync(At("file"), 2, []);

        RequireSame([1, 2], Behind.Read(At("file")));
    }

    [ContractFact]
    public async Task Continue_GoesOnBehindFourGigabytes()
    {
        byte[] tail = Content.Random(Tail);
        Behind.WriteSparse(At("big"), FiveGigabytes - Tail);
        bool canContinue = await CanContinueAsync();
        if (canContinue)
            await ContinueAsync(At("big"), FiveGigabytes - Tail, tail);

        Assert.Equal(canContinue ? FiveGigabytes : FiveGigabytes - Tail, (await Target.StatAsync(At("big"), default))!.Length);
        Assert.Equal(FiveGigabytes - (canContinue ? 0 : Tail), (await ListAsync(Here)).Single(e => e.Path == At("big")).Length);
        RequireSame([.. new byte[Tail], .. canContinue ? tail : []], await ReadAsync(At("big"), FiveGigabytes - 2 * Tail));
    }

    [ContractFact]
    public async Task WriteAnywhere_TakesRangesAtOnceAndOutOfOrder()
    {
        if (!await CanAsync(TargetFeatures.WriteAnywhere))
            return;
        const int range = 200_003;
        byte[] content = Content.Random(4 * range);
        await PutAsync(At("file"), []);

        await Task.WhenAll(((int[])[3, 1, 0, 2]).Select(i => ContinueAsync(At("file"), (long)i * range, content[(i * range)..((i + 1) * range)])));

        RequireSame(content, Behind.Read(At("file")));
    }

    private Task ContinueAsync(TargetPath path, long offset, byte[] content) =>
        Target.PutAsync(path, new MemoryStream(content), new PutRequest { Mode = PutMode.Continue, Offset = offset, Length = content.Length }, default);

    /// <summary>Whether it says that it can; when not, holds that it refuses, and leaves the file alone.</summary>
    private async Task<bool> CanContinueAsync()
    {
        if (await CanAsync(TargetFeatures.Continue))
            return true;
        await PutAsync(At("sub/refused"), [1]);
        await Assert.ThrowsAsync<TargetException>(() => ContinueAsync(At("sub/refused"), 1, [2]));
        RequireSame([1], Behind.Read(At("sub/refused")));
        return false;
    }
}
