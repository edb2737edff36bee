using PosBackup.Engine.Progress;

namespace PosBackup.Engine.Tests.Progress;

public sealed class ResultTellerTests
{
    [Fact]
    public async Task Tell_TellsEachOnceAndOneAtATime()
    {
        var listener = new Jealous();
        var teller = new ResultTeller<int>(listener);

        await Parallel.ForAsync(0, 1000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, (i, _) =>
        {
            Assert.Equal(i, teller.Tell(i));
            return ValueTask.CompletedTask;
        });

        Assert.Equal(Enumerable.Range(0, 1000), listener.Told.Order());
        Assert.False(listener.WasInterrupted);
    }

    /// <summary>Notices when it is told of one thing while it still hears of another.</summary>
    private sealed class Jealous : IProgress<int>
    {
        private int _listening;

        public List<int> Told { get; } = [];

        public bool WasInterrupted { get; private set; }

        public void Report(int value)
        {
            WasInterrupted |= Interlocked.Exchange(ref _listening, 1) == 1;
            Told.Add(value);
            Thread.SpinWait(500);
            Volatile.Write(ref _listening, 0);
        }
    }
}
