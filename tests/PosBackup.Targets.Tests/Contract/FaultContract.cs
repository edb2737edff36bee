using PosBackup.Engine.Targets;

namespace PosBackup.Targets.Tests.Contract;

/// <summary>What goes wrong, under one word for all targets.</summary>
public abstract class FaultContract : NameContract
{
    private const int MoreThanTheDisk = 12 << 20;
    private const int Long = 48 << 20;
    private const int Begun = 4 << 20;

    [ContractFact]
    public async Task NoSpace_IsToldAndTheTargetStaysUsable()
    {
        ContractPlace place = await OpenOnSmallDiskAsync();
        await using IBackupTarget target = place.Open();
        byte[] content = Content.Random(MoreThanTheDisk);

        TargetException failure = await Assert.ThrowsAsync<TargetException>(
            () => target.PutAsync(At("too big"), new ContentStream(content), new PutRequest { Length = content.Length }, default));

        Assert.True(failure.Failure == TargetFailure.NoSpace, $"{failure.Failure}: {failure.Message}");
        RequireBeginning(content, place.Behind.Read(At("too big")));
        await target.DeleteAsync(At("too big"), default);
        await target.PutAsync(At("small"), new MemoryStream([1]), new PutRequest { Length = 1 }, default);
        RequireSame([1], place.Behind.Read(At("small")));
    }

    [ContractFact]
    public async Task WrongPassword_IsTold()
    {
        await using IBackupTarget target = await OpenWithWrongPasswordAsync();

        TargetException failure = await Assert.ThrowsAsync<TargetException>(() => target.DescribeAsync(default));

        Assert.Equal(TargetFailure.AuthFailed, failure.Failure);
        Assert.Contains(target.Name, failure.Message, StringComparison.Ordinal);
        Assert.False(failure.IsTransient);
    }

    [ContractFact]
    public async Task Unreachable_IsToldByEveryCall()
    {
        await using IBackupTarget target = await OpenUnreachableAsync();

        foreach (Func<Task> call in CallsOf(target, default))
        {
            TargetException failure = await Assert.ThrowsAsync<TargetException>(call);
            Assert.Equal(TargetFailure.Unreachable, failure.Failure);
            Assert.Contains(target.Name, failure.Message, StringComparison.Ordinal);
        }
    }

    [ContractFact]
    public async Task Lost_InAPutLeavesABeginningAndTheNextCallConnectsAnew()
    {
        ContractCut line = await OpenOnBreakableLineAsync();
        await using IBackupTarget target = line.Place.Open();
        byte[] content = Content.Random(Long);
        await using var stream = new ContentStream(content, at: Begun, line.Cut);
        var progress = new RecordedProgress();

        TargetException failure = await Assert.ThrowsAsync<TargetException>(
            () => target.PutAsync(At("cut"), stream, new PutRequest { Length = content.Length, Acknowledged = progress }, default));

        Assert.Equal(TargetFailure.Lost, failure.Failure);
        byte[] there = line.Place.Behind.Read(At("cut")) ?? [];
        RequireBeginning(content, there);
        TargetEntry? entry = await target.StatAsync(At("cut"), default);
        Assert.True(!KeepsWhatItAcknowledged || (entry?.Length ?? 0) >= (progress.Values is [.., var last] ? last : 0), "what was acknowledged is not there");
        await target.PutAsync(At("after"), new MemoryStream([1]), new PutRequest { Length = 1 }, default);
        RequireSame([1], line.Place.Behind.Read(At("after")));
    }

    [ContractFact]
    public async Task Lost_InAReadIsToldAndTheNextCallConnectsAnew()
    {
        ContractCut line = await OpenOnBreakableLineAsync();
        await using IBackupTarget target = line.Place.Open();
        byte[] content = Content.Random(Long);
        line.Place.Behind.Write(At("file"), content);
        byte[] buffer = new byte[Begun];

        await using (Stream stream = await target.OpenReadAsync(At("file"), 0, length: null, default))
        {
            await stream.ReadExactlyAsync(buffer);
            line.Cut();
            TargetException failure = await Assert.ThrowsAsync<TargetException>(() => stream.CopyToAsync(Stream.Null));
            Assert.Equal(TargetFailure.Lost, failure.Failure);
        }

        RequireSame(content[..Begun], buffer);
        Assert.Equal(content.Length, (await target.StatAsync(At("file"), default))!.Length);
    }

    [ContractFact]
    public async Task Cancelled_BeforeItBeginsNothingHappens()
    {
        Behind.Write(At("file"), [1]);

        foreach (Func<Task> call in CallsOf(Target, new CancellationToken(canceled: true)))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(call);

        RequireSame([1], Behind.Read(At("file")));
        Assert.Null(Behind.Read(At("put")));
        await RequireUsableAsync();
    }

    private IEnumerable<Func<Task>> CallsOf(IBackupTarget target, CancellationToken cancellationToken) =>
    [
        () => target.DescribeAsync(cancellationToken),
        () => target.PutAsync(At("put"), new MemoryStream([1]), new PutRequest { Length = 1 }, cancellationToken),
        () => target.RenameAsync(At("file"), At("renamed"), cancellationToken),
        () => target.OpenReadAsync(At("file"), 0, length: null, cancellationToken),
        () => target.StatAsync(At("file"), cancellationToken),
        async () => await target.ListAsync(Here, cancellationToken).GetAsyncEnumerator(cancellationToken).MoveNextAsync(),
        () => target.DeleteAsync(At("file"), cancellationToken),
    ];
}
