using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>Fetches that lines, kills and power cuts broke off, and how they go on.</summary>
public sealed class FetchResumingTests : IDisposable
{
    private const int Megabyte = 1 << 20;

    private readonly FetchedShop _shop = new();

    [Fact]
    public async Task Run_GoesOnWhereTheLineBrokeAndBrokeAgain()
    {
        TargetPath full = _shop.Take(BackupKind.Full, 20 * Megabyte, "full.bak");
        int opened = 0;
        CutReads(_ => ++opened <= 2 ? 6 * Megabyte : null);

        FetchResult file = Assert.Single((await _shop.FetchAsync()).Files);

        Assert.Equal((SyncOutcome.Succeeded, 3), (file.Outcome, file.Attempts));
        Assert.InRange(file.BytesReceived, 20 * Megabyte, 20 * Megabyte);
        _shop.AssertHere(full);
        Assert.Empty(_shop.Parts());
    }

    [Fact]
    public async Task Run_ResumesAfterTheProcessWasKilled()
    {
        TargetPath full = _shop.Take(BackupKind.Full, 20 * Megabyte, "full.bak");
        await BreakOffAsync(12 * Megabyte);
        Assert.Single(_shop.Parts());
        Assert.False(File.Exists(_shop.Here(full)));

        FetchResult file = Assert.Single((await _shop.FetchAsync()).Files);

        Assert.Equal(SyncOutcome.Succeeded, file.Outcome);
        Assert.InRange(file.ResumedAt, 11 * Megabyte, 12 * Megabyte);
        Assert.Equal(20 * Megabyte, file.ResumedAt + file.BytesReceived);
        Assert.InRange(file.BytesCompared, 1, Megabyte);
        _shop.AssertHere(full);
    }

    [Fact]
    public async Task Run_StepsBackOverATailThatAPowerCutTook()
    {
        TargetPath full = _shop.Take(BackupKind.Full, 20 * Megabyte, "full.bak");
        await BreakOffAsync(12 * Megabyte);
        string part = Assert.Single(_shop.Parts());
        long length = new FileInfo(part).Length;
        using (FileStream stream = File.OpenWrite(part))
        {
            stream.Position = length - 3_000_000;
            stream.Write(new byte[3_000_000].AsSpan());
        }

        FetchResult file = Assert.Single((await _shop.FetchAsync()).Files);

        Assert.InRange(file.ResumedAt, Megabyte, length - 3_000_000);
        Assert.Equal(20 * Megabyte, file.ResumedAt + file.BytesReceived);
        _shop.AssertHere(full);
    }

    [Fact]
    public async Task Run_BeginsAnewWhenThePartIsSpoiledInItsMiddle()
    {
        TargetPath full = _shop.Take(BackupKind.Full, 20 * Megabyte, "full.bak");
        await BreakOffAsync(12 * Megabyte);
        using (FileStream stream = File.OpenWrite(Assert.Single(_shop.Parts())))
        {
            stream.Position = 3 * Megabyte;
            stream.Write([1, 2, 3, 4, 5, 6, 7, 8]);
        }

        FetchResult file = Assert.Single((await _shop.FetchAsync()).Files);

        Assert.Equal(SyncOutcome.Succeeded, file.Outcome);
        Assert.InRange(file.BytesReceived, 28 * Megabyte, 29 * Megabyte);
        _shop.AssertHere(full);
    }

    [Fact]
    public async Task Run_KeepsWhatCameWhenItIsCancelled()
    {
        TargetPath full = _shop.Take(BackupKind.Full, 20 * Megabyte, "full.bak");
        using var cancel = new CancellationTokenSource();
        int opened = 0;
        CutReads(_ => ++opened == 1 ? 12 * Megabyte : null, () => { if (opened == 2) cancel.Cancel(); });

        FetchReport report = await _shop.FetchAsync(cancellationToken: cancel.Token);
        _shop.Target.Refuse = null;
        FetchResult resumed = Assert.Single((await _shop.FetchAsync()).Files);

        Assert.Equal(SyncOutcome.Cancelled, report.Outcome);
        Assert.InRange(resumed.ResumedAt, 11 * Megabyte, 12 * Megabyte);
        _shop.AssertHere(full);
    }

    [Fact]
    public async Task Run_EndsWellWhereverTheRunBeforeWasKilled()
    {
        TargetPath full = _shop.Take(BackupKind.Full, 2 * Megabyte, "full.bak");
        TargetPath log = _shop.Take(BackupKind.Log, Megabyte, "log.trn");
        int calls = 0;
        _shop.Target.Refuse = (_, _) => { calls++; return null; };
        await _shop.FetchAsync();
        int all = calls;
        Directory.Delete(_shop.Folder, recursive: true);

        for (int killed = 1; killed <= all; killed++)
        {
            calls = 0;
            int at = killed;
            _shop.Target.Refuse = (_, _) => ++calls >= at ? new TargetException(TargetFailure.Unknown, "killed") : null;
            try
            {
                await _shop.FetchAsync();
            }
            catch (TargetException)
            {
                // As if the process had ended there.
            }

            _shop.Target.Refuse = null;
            Assert.Equal(SyncOutcome.Succeeded, (await _shop.FetchAsync()).Outcome);
            Assert.All([full, log], _shop.AssertHere);
            Assert.Equal(4, _shop.Files().Length);
            Directory.Delete(_shop.Folder, recursive: true);
        }
    }

    public void Dispose() => _shop.Dispose();

    /// <summary>Breaks off a run as a kill does: the line is cut once, and nothing else succeeds.</summary>
    private async Task BreakOffAsync(int after)
    {
        int opened = 0;
        _shop.Target.Refuse = (call, path) =>
        {
            if (call != "OpenRead" || !path.Name.EndsWith(".bak", StringComparison.Ordinal))
                return null;
            if (++opened > 1)
                return new TargetException(TargetFailure.Unknown, "killed");

            _shop.Target.Line.CutAfter(after);
            return null;
        };
        await _shop.FetchAsync();
        _shop.Target.Refuse = null;
    }

    private void CutReads(Func<TargetPath, int?> after, Action? meanwhile = null) => _shop.Target.Refuse = (call, path) =>
    {
        if (call != "OpenRead" || !path.Name.EndsWith(".bak", StringComparison.Ordinal))
            return null;
        if (after(path) is { } bytes)
            _shop.Target.Line.CutAfter(bytes);
        meanwhile?.Invoke();
        return null;
    };
}
