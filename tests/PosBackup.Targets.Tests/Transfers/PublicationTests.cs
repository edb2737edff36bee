using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Wrappers;
using PosBackup.Engine.Transfers;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>From the last byte to the two names: what a run leaves when it is broken off there, and servers that do not keep what they took.</summary>
public sealed class PublicationTests : IDisposable
{
    private const int Megabyte = 1 << 20;

    private static readonly TargetPath Full = TargetPath.Parse("0042/TILL~005cSQLEXPRESS/Shop/2026/03/full.bak");
    private static readonly TargetPath Manifested = RepositoryLayout.ManifestOf(Full);

    private readonly Shop _shop = new();
    private int _puts;

    [Fact]
    public async Task Cancelled_BetweenTheRenamesEndsWithTheManifestOfTheFile()
    {
        _shop.Backup("full.bak", 3 * Megabyte);
        await _shop.ShipOnceAsync();
        Manifest overwritten = _shop.Backup("full.bak", 4 * Megabyte);
        using var cancel = new CancellationTokenSource();
        _shop.Target.Refuse = (call, _) =>
        {
            if (call == "Rename")
                cancel.Cancel();
            return null;
        };

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync(cancel.Token)).Copies);

        Assert.Equal((SyncOutcome.Succeeded, SyncAction.Replace), (copy.Outcome, copy.Item.Action));
        Assert.Equal(_shop.Here(overwritten), _shop.At(Full));
        Assert.Equal(overwritten.Sha256, ManifestStore.Parse(_shop.At(Manifested), "full.bak").Sha256);
        Assert.Equal(2, _shop.Target.Store.Files.Count);
    }

    [Fact]
    public async Task Cancelled_BeforeTheRenamesLeavesTheOldCopy()
    {
        Manifest old = _shop.Backup("full.bak", 3 * Megabyte);
        byte[] content = _shop.Here(old);
        await _shop.ShipOnceAsync();
        _shop.Backup("full.bak", 4 * Megabyte);
        using var cancel = new CancellationTokenSource();
        _shop.Target.Refuse = (call, path) =>
        {
            if (call == "Put" && path.Name.Contains("manifest", StringComparison.Ordinal))
                cancel.Cancel();
            return null;
        };

        Assert.Equal(SyncOutcome.Cancelled, Assert.Single((await _shop.ShipOnceAsync(cancel.Token)).Copies).Outcome);
        Assert.Equal(content, _shop.At(Full));
        Assert.Equal(old.Sha256, ManifestStore.Parse(_shop.At(Manifested), "full.bak").Sha256);
    }

    [Fact]
    public async Task Cancelled_DoesNotWaitForADeadLineForEver()
    {
        _shop.Clock = new HastyClock();
        using var cancel = new CancellationTokenSource();
        _shop.Add(new DeadAtTheSecondRename(_shop.Target, cancel));
        _shop.Backup("full.bak", 3 * Megabyte);

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync(cancel.Token)).Copies);

        Assert.Equal(SyncOutcome.Cancelled, copy.Outcome);
    }

    [Fact]
    public async Task DeadLine_BetweenTheRenamesLeavesTheManifestBesideWithTheIdOfTheContent()
    {
        Manifest old = _shop.Backup("full.bak", 3 * Megabyte);
        await _shop.ShipOnceAsync();
        Manifest overwritten = _shop.Backup("full.bak", 4 * Megabyte);
        _shop.Target.Refuse = (call, path) => call == "Rename" && path.Name.Contains("manifest", StringComparison.Ordinal) ? new TargetException(TargetFailure.Unreachable, "hq: no route") : null;

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Failed, 4L * Megabyte), (copy.Outcome, copy.BytesSent));
        Assert.Equal(_shop.Here(overwritten), _shop.At(Full));
        Assert.Equal(old.Sha256, ManifestStore.Parse(_shop.At(Manifested), "full.bak").Sha256);
        TargetPath beside = RepositoryLayout.PartOf(Manifested, RepositoryLayout.IdOf(overwritten));
        Assert.Equal(overwritten.Sha256, ManifestStore.Parse(_shop.At(beside), "full.bak").Sha256);
    }

    [Fact]
    public async Task Line_ThatIsLostBetweenTheRenamesIsGoneOnWithAndNothingIsSentAgain()
    {
        Manifest full = _shop.Backup("full.bak", 3 * Megabyte);
        int renames = 0;
        _shop.Target.Refuse = (call, _) => call == "Rename" && ++renames is 2 or 3 ? new TargetException(TargetFailure.Lost, "hq: the line was cut") : null;

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, 3L * Megabyte), (copy.Outcome, copy.BytesSent));
        Assert.Equal(full.Sha256, ManifestStore.Parse(_shop.At(Manifested), "full.bak").Sha256);
    }

    [Fact]
    public async Task File_ThatIsTakenAwayOnceItHasItsNameIsNotSentAgain()
    {
        _shop.Backup("full.bak", 5 * Megabyte);
        CountPuts((call, path) =>
        {
            if (call == "Stat" && path == Full)
                _shop.Target.Store.Remove(path);
        });

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Failed, ErrorCode.TargetFileNotFound, 1), (copy.Outcome, copy.Code, _puts));
        Assert.Contains("takes files away", copy.Message, StringComparison.Ordinal);
        Assert.Contains("drop box", copy.Hint, StringComparison.Ordinal);
        Assert.Empty(_shop.Catalog.Copies());
    }

    [Fact]
    public async Task File_ThatIsCutOnceItHasItsNameIsNoCopy()
    {
        _shop.Backup("full.bak", 5 * Megabyte);
        CountPuts((call, path) =>
        {
            if (call == "Rename" && path.Name.Contains("manifest", StringComparison.Ordinal))
                _shop.Target.Store.Find(Full)!.SetLength(3 * Megabyte);
        });

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Failed, ErrorCode.Unknown, 1), (copy.Outcome, copy.Code, _puts));
        Assert.Contains("3145728", copy.Message, StringComparison.Ordinal);
        Assert.Contains("quota", copy.Hint, StringComparison.Ordinal);
        Assert.Empty(_shop.Catalog.Copies());
    }

    [Fact]
    public async Task Part_ThatIsCutAtAQuotaIsSentTwiceAndNoMore()
    {
        _shop.Backup("full.bak", 5 * Megabyte);
        CountPuts((call, path) =>
        {
            if (call == "Stat" && _shop.Target.Store.Find(path) is { Length: > 3 * Megabyte } part)
                part.SetLength(3 * Megabyte);
        });

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Failed, ErrorCode.Unknown, 2), (copy.Outcome, copy.Code, _puts));
        Assert.Contains("not the first time", copy.Message, StringComparison.Ordinal);
        Assert.Contains("quota", copy.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Part_ThatNeverGrowsBeyondABrokenLineIsGivenUp()
    {
        _shop.Backup("full.bak", 5 * Megabyte);
        CountPuts((call, _) =>
        {
            if (call == "Put")
                _shop.Target.Line.CutAfter(2 * Megabyte, forgets: 2 * Megabyte);
        });

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Failed, ErrorCode.TargetUnavailable), (copy.Outcome, copy.Code));
        Assert.InRange(_puts, 2, 20);
    }

    [Fact]
    public async Task Published_FileThatIsNotWhatWasSentIsSentOnceMore()
    {
        Manifest full = _shop.Backup("full.bak", 3 * Megabyte);
        LoseTheAnswerToTheRename(() => _shop.Target.Store.Find(Full)!.Write(0, [1, 2, 3, 4, 5]));

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, 6L * Megabyte), (copy.Outcome, copy.BytesSent));
        Assert.Equal(_shop.Here(full), _shop.At(Full));
    }

    [Fact]
    public async Task Published_FileIsReadWholeWhenTheAnswerToItsRenameWasLost()
    {
        Manifest full = _shop.Backup("full.bak", 40 * Megabyte);
        LoseTheAnswerToTheRename(() => _shop.Target.Store.Find(Full)!.Write(SamplePlaces.FirstUnsampled(40 * Megabyte), [1, 2, 3, 4, 5]));

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Succeeded, 80L * Megabyte), (copy.Outcome, copy.BytesSent));
        Assert.Equal(_shop.Here(full), _shop.At(Full));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Discarded_PartLeavesNoManifestThatWouldBeTakenForTheOldCopys(bool isHashed)
    {
        _shop.Verification = new VerificationDefinition { WholeUpTo = long.MaxValue };
        Manifest old = _shop.Backup("full.bak", 3 * Megabyte);
        byte[] content = _shop.Here(old);
        await _shop.ShipOnceAsync();
        Manifest overwritten = _shop.Backup("full.bak", 3 * Megabyte);
        if (!isHashed)
            overwritten = _shop.ForgetHash(overwritten);
        _shop.Target.Refuse = (call, _) => call == "Rename" ? new TargetException(TargetFailure.Unreachable, "hq: no route") : null;
        await _shop.ShipOnceAsync();
        TargetPath part = RepositoryLayout.PartOf(Full, RepositoryLayout.IdOf(overwritten));
        Assert.Equal(4, _shop.Target.Store.Files.Count);
        _shop.Target.Store.Find(part)!.Write(Megabyte, [1, 2, 3, 4, 5]);
        _shop.Target.Refuse = (call, path) => call == "Delete" && path == part ? new TargetException(TargetFailure.Denied, "hq: not now") : null;
        await _shop.ShipOnceAsync();
        Assert.Equal([Full, part, Manifested], _shop.Target.Store.Files.OrderBy(path => path.Value, StringComparer.Ordinal));
        _shop.Target.Store.Remove(part);

        RepositoryMedia media = Assert.Single((await new Repository(_shop.Target).LookAsync(new RepositoryFilter { Store = "0042" }, default)).Media);

        Assert.Equal(old.Sha256, media.Manifest!.Sha256);
        Assert.Equal(content, _shop.At(Full));
    }

    [Fact]
    public async Task Published_FileGetsNoManifestOfASourceThatChangedMeanwhile()
    {
        Manifest full = _shop.Backup("full.bak", 40 * Megabyte);
        LoseTheAnswerToTheRename(() =>
        {
            using FileStream file = File.Open(full.Media.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.Position = SamplePlaces.FirstUnsampled(40 * Megabyte);
            file.Write([7, 7, 7]);
        });

        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Equal((SyncOutcome.Failed, ErrorCode.SourceChanged), (copy.Outcome, copy.Code));
        Assert.Null(_shop.At(Manifested));
    }

    public void Dispose() => _shop.Dispose();

    private void LoseTheAnswerToTheRename(Action andThen)
    {
        bool isLost = false;
        _shop.Target.Refuse = (call, path) =>
        {
            if (call != "Rename" || isLost)
                return null;

            isLost = true;
            _shop.Target.Store.Move(path, Full);
            andThen();
            return new TargetException(TargetFailure.Lost, "hq: the line was cut");
        };
    }

    /// <summary>Does something at each call, and counts how often the file is sent; a run that would send it for ever is ended.</summary>
    private void CountPuts(Action<string, TargetPath> atEachCall) => _shop.Target.Refuse = (call, path) =>
    {
        atEachCall(call, path);
        return call == "Put" && !path.Name.Contains("manifest", StringComparison.Ordinal) && ++_puts > 40 ? new TargetException(TargetFailure.Denied, "for ever") : null;
    };

    /// <summary>A line that is dead from the second rename on, and a person who does not want to wait.</summary>
    private sealed class DeadAtTheSecondRename(IBackupTarget inner, CancellationTokenSource cancel) : WrappedTarget(inner)
    {
        private int _renames;

        public override async Task RenameAsync(TargetPath from, TargetPath to, CancellationToken cancellationToken)
        {
            if (++_renames == 1)
            {
                await base.RenameAsync(from, to, cancellationToken);
                return;
            }

            await cancel.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }

    /// <summary>A clock on which every limit that is set is over at once.</summary>
    private sealed class HastyClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Hasty(callback, state);

        private sealed class Hasty(TimerCallback callback, object? state) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                if (dueTime >= TimeSpan.Zero)
                    ThreadPool.QueueUserWorkItem(_ => callback(state));
                return true;
            }

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
