using PosBackup.Engine.Catalog;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Retention.Steps;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers;
using PosBackup.Targets.Tests.Contract;
using PosBackup.Targets.Tests.Transfers;

namespace PosBackup.Targets.Tests.Retention;

/// <summary>A store whose copies at a target in memory are removed there.</summary>
internal sealed class RemovalShop : IDisposable
{
    private static readonly RetentionPlace Hq = new("hq");

    private readonly Shop _shop = new();

    public RemovalShop() => Log = AuditLog.Beside(_shop.Catalog);

    public InMemoryTarget Target => _shop.Target;

    public BackupCatalog Catalog => _shop.Catalog;

    public AuditLog Log { get; }

    private string Address => _shop.Define("hq").Address;

    public static AuditActor Actor { get; } = new("backup", "TILL7");

    /// <summary>A run of shipping by this machine, which also sends again what is gone.</summary>
    public Task ShipAsync() => _shop.ShipOnceAsync();

    /// <summary>The same; gives how it ended.</summary>
    public Task<TargetSyncResult> TryShipAsync() => _shop.ShipOnceAsync();

    /// <summary>What the log tells was begun there and not ended.</summary>
    public async Task<IReadOnlyList<AuditEntry>> SeeBegunAsync() => (await BegunRemovals.ReadAsync(Log, default)).In(Hq, Address);

    /// <summary>Backs up and ships; gives the copy as a survey of the target sees it.</summary>
    /// <param name="name">Name of the file.</param>
    /// <param name="basedOn">The copy whose set it builds on; null for a full.</param>
    public async Task<HeldMedia> ShipAsync(string name, HeldMedia? basedOn = null)
    {
        Manifest manifest = _shop.Backup(name, 100_000, basedOn is null ? BackupKind.Full : BackupKind.Differential);
        await _shop.ShipOnceAsync();
        BackupCopy copy = Catalog.Copies("hq").Single(copy => copy.MediaSetId == manifest.Media.MediaSetId);
        return new HeldMedia
        {
            Place = Hq,
            MediaSetId = copy.MediaSetId,
            Files = [new HeldFile(copy.Path, copy.Stripe, copy.Length, copy.Sha256)],
            Sets = [.. manifest.Media.Sets.Select(set => set with { DifferentialBaseGuid = basedOn?.Sets[0].SetGuid })],
        };
    }

    /// <summary>A plan that lets copies go, in this order, and keeps others.</summary>
    public static PlacePlan Plan(IReadOnlyList<HeldMedia> removed, params HeldMedia[] kept) => new()
    {
        Facts = new PlaceFacts { Place = Hq, Policy = new RetentionPolicy { Window = TimeSpan.FromDays(14) } },
        Media = [.. removed.Select(media => Decide(media, isRemoved: true)), .. kept.Select(media => Decide(media, isRemoved: false))],
        Points = [],
    };

    public Task<PlaceResult> RunAsync(PlacePlan plan, CancellationToken cancellationToken = default) =>
        new PlaceRemoval(plan, new TargetRemoval(Target, Address, medium: "", Catalog, Target.LocalFolder, _shop.File("transfers")), Log, Actor, NullObserver.Instance).RunAsync(cancellationToken);

    /// <summary>From now on the target denies deletions.</summary>
    /// <param name="which">Of which paths; null for all.</param>
    public void Deny(Func<TargetPath, bool>? which = null) =>
        Target.Refuse = (call, path) => call == "Delete" && which?.Invoke(path) != false ? new TargetException(TargetFailure.Denied, "hq: permission denied", "ask") : null;

    /// <summary>Where a copy lies.</summary>
    public static TargetPath PathOf(HeldMedia media) => TargetPath.Parse(media.Files[0].Path);

    public static TargetPath ManifestOf(HeldMedia media) => RepositoryLayout.ManifestOf(PathOf(media));

    public bool IsWhole(HeldMedia media) => Has(PathOf(media)) && Has(ManifestOf(media)) && IsExpected(media);

    public bool IsGone(HeldMedia media) => !Has(PathOf(media)) && !Has(ManifestOf(media)) && !IsExpected(media);

    public bool Has(TargetPath path) => Target.Store.Find(path) is not null;

    /// <summary>What is left of copies, as a survey sees it; in the same order.</summary>
    public async Task<HeldMedia[]> SeeAsync(params HeldMedia[] media)
    {
        BegunRemovals begun = await BegunRemovals.ReadAsync(Log, default);
        return [.. media.Where(one => Has(PathOf(one))).Select(one => one with { IsBeingRemoved = begun.Find(one, Address) is not null })];
    }

    /// <summary>What the log says of copies, in order.</summary>
    public async Task<AuditKind[]> LoggedAsync(HeldMedia media)
    {
        var kinds = new List<AuditKind>();
        await foreach (AuditRecord record in Log.ReadAsync())
        {
            if (record.Entry.MediaSetId == media.MediaSetId)
                kinds.Add(record.Entry.Kind);
        }

        return [.. kinds];
    }

    public void Dispose() => _shop.Dispose();

    private bool IsExpected(HeldMedia media) => Catalog.Copies("hq").Any(copy => copy.MediaSetId == media.MediaSetId);

    private static MediaDecision Decide(HeldMedia media, bool isRemoved) => new(
        media, isRemoved, [.. media.Sets.Select(set => new SetDecision(set, isRemoved ? [] : [new KeepReason(KeepRule.Window)], RemoveReason.Expired))]);
}
