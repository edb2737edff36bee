using System.Buffers.Binary;
using System.Security.Cryptography;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Retention.Steps;
using PosBackup.Engine.Tests.Retention.Audit;
using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Tests.Support.Sample;

namespace PosBackup.Engine.Tests.Retention.Steps;

/// <summary>A store with real media files, their manifests, catalog and log, and plans that let some of them go.</summary>
internal sealed class RemovalStore : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Guid _family = Guid.NewGuid();
    private int _hours;

    public RemovalStore()
    {
        Catalog = new BackupCatalog(Path.Combine(_folder.Path, "state", "catalog.db"));
        Log = AuditLog.Beside(Catalog);
    }

    public BackupCatalog Catalog { get; }

    public AuditLog Log { get; }

    /// <summary>Every file that is not the catalog's or the log's, by name.</summary>
    public string[] Files => [.. Directory.GetFiles(_folder.Path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public string File(string name) => _folder.File(name);

    /// <summary>A media set of one set, here and in the catalog.</summary>
    /// <param name="name">Name of its files; stripes get a number.</param>
    /// <param name="basedOn">The media whose set it builds on; null for a full.</param>
    /// <param name="stripes">How many files.</param>
    public async Task<HeldMedia> BackupAsync(string name, HeldMedia? basedOn = null, int stripes = 1)
    {
        Guid mediaSet = Guid.NewGuid();
        var content = new SampleSet { SetGuid = Guid.NewGuid(), Database = "Shop", Kind = basedOn is null ? 'D' : 'I' };
        var files = new List<HeldFile>();
        BackupSet? set = null;
        for (int stripe = 1; stripe <= stripes; stripe++)
        {
            string path = File(stripes == 1 ? $"{name}.bak" : $"{name}_{stripe}.bak");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await System.IO.File.WriteAllBytesAsync(path, Stripe(content, mediaSet, stripe, stripes));
            Manifest manifest = await RecordAsync(path);
            set ??= manifest.Media.Sets[0];
            files.Add(new HeldFile(path, stripe, manifest.Media.Length, manifest.Sha256));
        }

        ServerTime finished = new(SomeMedia.Noon.AddHours(_hours++).DateTime, SomeMedia.Noon.Offset);
        return new HeldMedia
        {
            Place = RetentionPlace.Here,
            MediaSetId = mediaSet,
            Stripes = stripes,
            Files = files,
            Sets = [set! with { FamilyGuid = _family, FinishedAt = finished, Kind = basedOn is null ? BackupKind.Full : BackupKind.Differential, DifferentialBaseGuid = basedOn?.Sets[0].SetGuid }],
        };
    }

    /// <summary>A plan that lets media go, in this order, and keeps others.</summary>
    public static PlacePlan Plan(IReadOnlyList<HeldMedia> removed, params HeldMedia[] kept) => new()
    {
        Facts = new PlaceFacts { Place = RetentionPlace.Here, Policy = new RetentionPolicy { Window = TimeSpan.FromDays(14) } },
        Media = [.. removed.Select(media => Decide(media, isRemoved: true)), .. kept.Select(media => Decide(media, isRemoved: false))],
        Points = [],
    };

    /// <summary>What is left of media, as a survey sees it; null when nothing is.</summary>
    public async Task<HeldMedia?> SeeAsync(HeldMedia media)
    {
        BegunRemovals begun = await BegunRemovals.ReadAsync(Log, default);
        HeldFile[] left = [.. media.Files.Where(file => System.IO.File.Exists(file.Path))];
        return left.Length == 0 ? null : media with { Files = left, IsBeingRemoved = begun.Find(media, address: null) is not null };
    }

    public Task<PlaceResult> RunAsync(PlacePlan plan, IRemovalPlace? place = null, CancellationToken cancellationToken = default) =>
        new PlaceRemoval(plan, place ?? new LocalRemoval(Catalog), Log, SomeAudit.Actor, NullObserver.Instance).RunAsync(cancellationToken);

    /// <summary>A run that is killed as soon as it has begun with the first of some media, and has deleted nothing.</summary>
    /// <param name="media">What is to go.</param>
    /// <param name="kept">What is not.</param>
    public Task BeginAsync(HeldMedia media, params HeldMedia[] kept) =>
        Assert.ThrowsAsync<KilledException>(() => RunAsync(Plan([media], kept), new ObservedPlace(new LocalRemoval(Catalog), deleting: _ => throw new KilledException())));

    /// <summary>What the log says of media, in order.</summary>
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

    /// <summary>Whether all files of media are there, untouched, with their manifests, and expected.</summary>
    public async Task<bool> IsWholeAsync(HeldMedia media)
    {
        foreach (HeldFile file in media.Files)
        {
            if (!System.IO.File.Exists(file.Path) || !string.Equals(Hash(await System.IO.File.ReadAllBytesAsync(file.Path)), file.Sha256, StringComparison.Ordinal))
                return false;
            if ((await ManifestStore.ReadAsync(file.Path))?.Media.MediaSetId != media.MediaSetId)
                return false;
        }

        return Catalog.List(new CatalogFilter { MediaSetId = media.MediaSetId }).Count == media.Files.Count;
    }

    /// <summary>Whether nothing is left of media: no file, no manifest, no row.</summary>
    public bool IsGone(HeldMedia media) =>
        media.Files.All(file => !Path.Exists(file.Path) && !Path.Exists(ManifestStore.PathOf(file.Path)))
        && Catalog.List(new CatalogFilter { MediaSetId = media.MediaSetId }).Count == 0;

    public void Dispose() => _folder.Dispose();

    private static MediaDecision Decide(HeldMedia media, bool isRemoved) => new(
        media, isRemoved, [.. media.Sets.Select(set => new SetDecision(set, isRemoved ? [] : [new KeepReason(KeepRule.Window)], RemoveReason.Expired))]);

    private static byte[] Stripe(SampleSet set, Guid mediaSet, int stripe, int stripes)
    {
        byte[] file = SampleMedia.Make(set);
        Span<byte> fields = file.AsSpan(file.AsSpan().IndexOf(SampleMedia.MediaSetId.ToByteArray()) - StripeStream.MediaSetIdAt);
        mediaSet.TryWriteBytes(fields[StripeStream.MediaSetIdAt..]);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[StripeStream.StripesAt..], (ushort)stripes);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[StripeStream.StripeAt..], (ushort)stripe);
        return file;
    }

    private async Task<Manifest> RecordAsync(string path)
    {
        MediaFile media = (await MediaInspector.InspectAsync(path)).Media;
        Manifest manifest = Manifest.FromMedia(media) with { Sha256 = Hash(await System.IO.File.ReadAllBytesAsync(path)) };
        await ManifestStore.WriteAsync(path, manifest);
        Catalog.Record([manifest]);
        return manifest;
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
