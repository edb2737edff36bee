using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Forgetting;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Tests.Catalog.Chains;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Catalog.Forgetting;

public sealed class ForgetRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BackupCatalog _catalog;
    private readonly AuditLog _log;

    public ForgetRunnerTests()
    {
        _catalog = new BackupCatalog(_folder.File("catalog.db"));
        _log = AuditLog.Beside(_catalog);
    }

    private ForgetRunner Runner => new(_catalog, _log);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Plan_ForgetsWhatIsGoneBelowThePath_AndTellsWhichSetsHaveNoOtherCopy()
    {
        BackupSet[] sets = [SomeMedia.Set(), SomeMedia.Set(), SomeMedia.Set(), SomeMedia.Set()];
        Manifest lost = Record("disk/lost.bak", sets[0]);
        Manifest mirrored = Record("disk/sub/mirrored.bak", sets[1]);
        Record("elsewhere/mirrored.bak", sets[1], isThere: true);
        Manifest shipped = Record("disk/shipped.bak", sets[2]);
        _catalog.Record(CopyOf(shipped));
        Manifest there = Record("disk/there.bak", sets[3], isThere: true);
        Record("disk2/other.bak", SomeMedia.Set());

        ForgetPlan plan = Runner.Plan([_folder.File("disk")]);

        Assert.Equal([lost.Media.Path, shipped.Media.Path, mirrored.Media.Path], plan.Media.Select(manifest => manifest.Media.Path));
        Assert.Equal([there.Media.Path], plan.There);
        Assert.Equal([sets[0].SetGuid], plan.Lost.Select(set => set.SetGuid));
        Assert.Equal(6, _catalog.List().Count);
    }

    [Fact]
    public void Plan_TellsWhatElsewhereBuildsOnWhatIsLost()
    {
        var history = new ShopHistory();
        BackupSet full = history.Take(BackupKind.Full).Set;
        history.Work();
        BackupSet differential = history.Take(BackupKind.Differential).Set;
        history.Work();
        BackupSet onTarget = history.Take(BackupKind.Differential).Set;
        history.Work();
        BackupSet next = history.Take(BackupKind.Full).Set;
        Record("disk/full.bak", full);
        Record("elsewhere/differential.bak", differential, isThere: true);
        _catalog.Record(CopyOf(SomeMedia.Manifest(Place("expired.bak"), onTarget)) with { Sets = [onTarget] });
        Record("elsewhere/next.bak", next, isThere: true);

        ForgetPlan plan = Runner.Plan([_folder.File("disk")]);

        Assert.Equal([full.SetGuid], plan.Lost.Select(set => set.SetGuid));
        Assert.Equal([differential.SetGuid, onTarget.SetGuid], plan.Stranded.Select(set => set.SetGuid));
    }

    /// <summary>A copy that the last run of shipping did not see is none to rely on, and one that nobody asks now has an age.</summary>
    [Fact]
    public void Plan_CountsNoCopyThatShippingMisses_AndTellsWhatOnlyATargetHas()
    {
        Manifest missed = Record("disk/missed.bak", SomeMedia.Set());
        Manifest shipped = Record("disk/shipped.bak", SomeMedia.Set());
        Manifest again = Record("disk/again.bak", SomeMedia.Set());
        _catalog.Record(CopyOf(missed) with { Path = "0042/missed.bak", MissedSince = SomeMedia.Noon.AddDays(1) });
        _catalog.Record(CopyOf(shipped) with { Path = "0042/shipped.bak" });
        _catalog.Record(CopyOf(again) with { Path = "0042/again.bak", ProvenAt = SomeMedia.Noon.AddDays(-9) });

        ForgetPlan plan = Runner.Plan([_folder.File("disk")]);

        Assert.Equal([missed.Media.Sets[0].SetGuid], plan.Lost.Select(set => set.SetGuid));
        Assert.Equal([new OnlyCopies("hq", 2, SomeMedia.Noon.AddDays(-9))], plan.OnlyCopies);
    }

    [Fact]
    public async Task Run_ForgetsMediaAndKeepsCopies_AndTheLogTellsIt()
    {
        Manifest gone = Record("disk/gone.bak", SomeMedia.Set());
        Manifest back = Record("disk/back.bak", SomeMedia.Set());
        _catalog.Record(CopyOf(gone));
        ForgetPlan plan = Runner.Plan([_folder.File("disk")]);
        await File.WriteAllTextAsync(Place("disk/back.bak"), "back");

        IReadOnlyList<Manifest> forgotten = await Runner.RunAsync(plan);

        Assert.Equal([gone.Media.Path], forgotten.Select(manifest => manifest.Media.Path));
        Assert.Equal([back.Media.Path], _catalog.List().Select(entry => entry.Path));
        Assert.Single(_catalog.Copies());
        var entries = new List<AuditEntry>();
        await foreach (AuditRecord record in _log.ReadAsync())
            entries.Add(record.Entry);
        AuditEntry entry = Assert.Single(entries);
        Assert.Equal((AuditKind.Forgotten, gone.Media.MediaSetId, gone.Media.Path), (entry.Kind, entry.MediaSetId!.Value, entry.Files[0].Path));
        Assert.Equal([gone.Media.Sets[0].SetGuid], entry.Sets.Select(set => set.SetGuid));
        Assert.True((await _log.VerifyAsync()).IsIntact);
    }

    [Fact]
    public void Plan_RefusesAPathThatNothingIsGoneBelow()
    {
        Record("disk/there.bak", SomeMedia.Set(), isThere: true);

        Assert.Contains("is there", Assert.Throws<PosBackupException>(() => Runner.Plan([_folder.File("disk")])).Message, StringComparison.Ordinal);
        Assert.Contains("expects no media file", Assert.Throws<PosBackupException>(() => Runner.Plan([_folder.File("dsk")])).Message, StringComparison.Ordinal);
    }

    private string Place(string name)
    {
        string path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private Manifest Record(string name, BackupSet set, bool isThere = false)
    {
        string path = Place(name);
        Manifest manifest = SomeMedia.Manifest(path, set);
        manifest = manifest with { Media = manifest.Media with { Length = 3 } };
        if (isThere)
            File.WriteAllText(path, "bak");
        _catalog.Record([manifest]);
        return manifest;
    }

    private static BackupCopy CopyOf(Manifest manifest) => new()
    {
        Target = "hq", Address = "sftp://hq", Source = manifest.Media.Path, Path = "0042/x.bak", Sha256 = new string('a', 64), Length = manifest.Media.Length, MediaSetId = manifest.Media.MediaSetId,
        SetGuids = [.. manifest.Media.Sets.Select(set => set.SetGuid)], ShippedAt = SomeMedia.Noon, ProvenAt = SomeMedia.Noon, Depth = VerificationDepth.Whole, ToolVersion = "0.1.0",
    };
}
