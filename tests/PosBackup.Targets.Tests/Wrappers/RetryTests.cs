using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Wrappers;
using PosBackup.Targets.Tests.Contract;
using PosBackup.Targets.Tests.Support;

namespace PosBackup.Targets.Tests.Wrappers;

public sealed class RetryTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TargetPath File = TargetPath.Parse("folder/file");
    private static readonly RetryOptions Options = new() { Tries = 4, FirstWait = TimeSpan.FromSeconds(1), LongestWait = TimeSpan.FromSeconds(3) };

    private readonly JumpingClock _clock = new();
    private readonly InMemoryTarget _inner = new();
    private readonly RetryingTarget _target;
    private readonly List<string> _calls = [];

    public RetryTests() => _target = new RetryingTarget(_inner, new RetryPolicy(Options, _clock, new Highest()));

    public Task InitializeAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => _target.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task Call_IsTriedAgainAfterDoublingWaitsUpToTheLongest()
    {
        Fail("Stat", times: 3, TargetFailure.Lost);

        Assert.Null(await _target.StatAsync(File, default));

        Assert.Equal([1.0, 2.0, 3.0], _clock.Waits.Select(wait => Math.Round(wait.TotalSeconds, 2)));
    }

    [Fact]
    public async Task Call_GivesUpAfterItsTries()
    {
        Fail("Describe", times: 4, TargetFailure.Unreachable);

        Assert.Equal(TargetFailure.Unreachable, (await Assert.ThrowsAsync<TargetException>(() => _target.DescribeAsync(default))).Failure);
        Assert.Equal(4, _calls.Count);
        Assert.Equal(3, _clock.Waits.Count);
    }

    [Theory]
    [InlineData(TargetFailure.AuthFailed)]
    [InlineData(TargetFailure.HostIdentity)]
    [InlineData(TargetFailure.NoSpace)]
    [InlineData(TargetFailure.Denied)]
    [InlineData(TargetFailure.Config)]
    [InlineData(TargetFailure.Unknown)]
    public async Task Call_IsNotTriedAgainWhenWaitingCuresNothing(TargetFailure failure)
    {
        Fail("Delete", times: 1, failure);

        await Assert.ThrowsAsync<TargetException>(() => _target.DeleteAsync(File, default));

        Assert.Single(_calls);
        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public async Task Put_IsNotTriedAgain()
    {
        Fail("Put", times: 1, TargetFailure.Lost);

        await Assert.ThrowsAsync<TargetException>(() => _target.PutAsync(File, Stream.Null, new PutRequest { Length = 0 }, default));

        Assert.Single(_calls);
    }

    [Fact]
    public void Wait_IsBetweenNothingAndItsMost()
    {
        var policy = new RetryPolicy(Options, _clock, new Lowest());

        Assert.Equal(TimeSpan.Zero, policy.WaitAfter(1));
        Assert.Equal(TimeSpan.Zero, policy.WaitAfter(60));
    }

    [Fact]
    public async Task Read_GoesOnWhereTheLineBroke()
    {
        byte[] content = await MakeFileAsync(300_000);
        await using Stream stream = await _target.OpenReadAsync(File, 1000, 250_000, default);
        byte[] read = new byte[250_000];
        await stream.ReadExactlyAsync(read.AsMemory(0, 70_000));
        _inner.Line.CutAfter(20_000);

        int rest = await stream.ReadAtLeastAsync(read.AsMemory(70_000), 180_000);

        Assert.Equal(180_000, rest);
        Assert.Equal(0, await stream.ReadAsync(new byte[10]));
        Assert.True(content.AsSpan(1000, 250_000).SequenceEqual(read));
    }

    [Fact]
    public async Task Read_GivesUpWhenNothingComesAnyMore()
    {
        await MakeFileAsync(1000);
        await using Stream stream = await _target.OpenReadAsync(File, 0, null, default);
        Fail("OpenRead", times: 100, TargetFailure.Unreachable);
        _inner.Line.CutAfter(0);

        await Assert.ThrowsAsync<TargetException>(() => stream.ReadAsync(new byte[1000]).AsTask());

        Assert.Equal(3, _clock.Waits.Count);
    }

    [Fact]
    public async Task Read_MayBreakAnyNumberOfTimesAsLongAsBytesCome()
    {
        byte[] content = await MakeFileAsync(1000);
        await using Stream stream = await _target.OpenReadAsync(File, 0, null, default);
        byte[] read = new byte[1000];

        for (int i = 0; i < 10; i++)
        {
            _inner.Line.CutAfter(0);
            await stream.ReadExactlyAsync(read.AsMemory(i * 100, 100));
        }

        Assert.Equal(content, read);
        Assert.Equal(10, _clock.Waits.Count);
    }

    [Fact]
    public async Task Rename_WhoseAnswerWasLostIsDone()
    {
        byte[] content = await MakeFileAsync(1000);
        TargetPath to = TargetPath.Parse("to");
        _inner.Refuse = (call, _) =>
        {
            if (call != "Rename" || _inner.Store.Find(File) is null)
                return null;
            _inner.Store.Move(File, to);
            return new TargetException(TargetFailure.Lost, "the answer was lost");
        };

        await _target.RenameAsync(File, to, default);

        Assert.Equal(content, _inner.Store.Find(to)!.ToArray());
    }

    [Fact]
    public async Task Rename_OfAFileThatVanishedIsNotTakenForDoneBecauseOfAnOlderOne()
    {
        await MakeFileAsync(1000);
        TargetPath to = TargetPath.Parse("to");
        _inner.Store.FindOrMake(to).Write(0, new byte[77]);
        _inner.Refuse = (call, _) =>
        {
            if (call != "Rename" || _inner.Store.Find(File) is null)
                return null;
            _inner.Store.Remove(File);
            return new TargetException(TargetFailure.Lost, "the line was cut");
        };

        Assert.Equal(TargetFailure.Missing, (await Assert.ThrowsAsync<TargetException>(() => _target.RenameAsync(File, to, default))).Failure);
    }

    [Fact]
    public async Task Rename_OfAFileThatVanishedIsNotTakenForDoneBecauseOfAnOlderOneOfItsLength()
    {
        await MakeFileAsync(1000);
        TargetPath to = TargetPath.Parse("to");
        MemoryFile older = _inner.Store.FindOrMake(to);
        older.Write(0, new byte[1000]);
        older.ModifiedAt = _clock.GetUtcNow();
        _inner.Refuse = (call, _) =>
        {
            if (call != "Rename" || _inner.Store.Find(File) is null)
                return null;
            _inner.Store.Remove(File);
            return new TargetException(TargetFailure.Lost, "the line was cut");
        };

        Assert.Equal(TargetFailure.Missing, (await Assert.ThrowsAsync<TargetException>(() => _target.RenameAsync(File, to, default))).Failure);
    }

    private async Task<byte[]> MakeFileAsync(int length)
    {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++)
            content[i] = (byte)(i * 31 / 7);
        await _inner.PutAsync(File, new MemoryStream(content), new PutRequest { Length = length }, default);
        return content;
    }

    private void Fail(string call, int times, TargetFailure failure) => _inner.Refuse = (name, _) =>
    {
        if (name != call)
            return null;
        _calls.Add(name);
        return times-- > 0 ? new TargetException(failure, "on purpose") : null;
    };

    private sealed class Highest : Random
    {
        public override double NextDouble() => 1 - 1e-9;
    }

    private sealed class Lowest : Random
    {
        public override double NextDouble() => 0;
    }
}
