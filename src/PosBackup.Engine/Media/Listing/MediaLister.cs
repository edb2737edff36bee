using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Checks;
using PosBackup.Engine.Media.Container;
using PosBackup.Engine.Media.Reading;
using PosBackup.Engine.Media.Records;

namespace PosBackup.Engine.Media.Listing;

/// <summary>Lists one media file: from its end where that is whole, else from its beginning.</summary>
internal sealed class MediaLister(MediaBytes file)
{
    private readonly FindingLog _findings = new(file.Path);

    public MediaInspection List(CancellationToken cancellationToken)
    {
        var media = new MediaFile { Path = file.Path, Length = file.Length };
        if (MediaHead.Read(file) is not { } head)
        {
            _findings.Error(FindingCode.NotBackupMedia, file.Length == 0 ? "the file is empty" : "the file is no SQL Server backup media");
            return new MediaInspection(media, [.. _findings.All()]);
        }

        media = Describe(media, head);
        if (head.IsReadable && !media.IsEncrypted)
            media = media with { Sets = Sets(head, cancellationToken) };
        else
            NoteUnreadable(head.Container!.Value, media.IsEncrypted);

        return new MediaInspection(media, Judgement.InOrder(_findings.All()));
    }

    private MediaFile Describe(MediaFile media, MediaHead head) => media with
    {
        Container = head.IsCompressed ? MediaContainer.MssqlBak : MediaContainer.Mtf,
        IsCompressed = head.IsCompressed,
        IsEncrypted = head.IsCompressed && head.Tape is null && FirstChunk() is { IsEncrypted: true },
        MediaSetId = head.Identity?.MediaSetId ?? Guid.Empty,
        MediaFamilyId = head.Tape?.FamilyId ?? 0,
        Stripe = head.Identity?.Stripe ?? 1,
        Stripes = head.Identity?.Stripes ?? 1,
        MediaName = head.Tape?.Name ?? "",
        MediaDescription = head.Tape?.Description ?? "",
        SoftwareName = head.Tape?.SoftwareName ?? "",
        MediaDate = ScinRecord.Time(head.Tape?.Date, offset: null),
        HasPassword = head.Tape?.HasPassword ?? false,
        BlockSize = head.Tape?.PhysicalBlock ?? 0,
    };

    private IReadOnlyList<BackupSet> Sets(MediaHead head, CancellationToken cancellationToken)
    {
        ListedSets listed = FromEnd(head, cancellationToken) ?? FromStart(head, cancellationToken);
        if (listed.IsCut)
            _findings.Note(FindingCode.TooLarge, "the media describes more sets and files than the reader is willing to hold in memory; not all are listed");

        if (listed.Sets.Count == 0 && !_findings.HasErrors)
            _findings.Note(FindingCode.NoSets, "the media is formatted and holds no backup set");

        return listed.Sets;
    }

    private ListedSets? FromEnd(MediaHead head, CancellationToken cancellationToken)
    {
        if (head.Tape is not { PhysicalBlock: > 0 } tape || FilemarkChain.Find(file, tape.PhysicalBlock) is not { } places)
            return null;

        var sets = new ListedSets();
        for (int i = 0; i < places.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var streams = new MediaStreams(file, head.IsCompressed, new FindingLog(path: null), searches: false, MediaStreams.Little);
            if (new SetReading(streams).Read(places[i]) is not { } set || set.Position != i + 1)
                return null;

            sets.Add(set);
        }

        return sets;
    }

    private ListedSets FromStart(MediaHead head, CancellationToken cancellationToken)
    {
        using var streams = new MediaStreams(file, head.IsCompressed, _findings);
        return new ForwardListing(streams, _findings).Read(head, cancellationToken);
    }

    private ChunkHeader? FirstChunk()
    {
        byte[] header = new byte[ChunkHeader.Size];
        return file.Read(ContainerHeader.Size, header) == header.Length ? ChunkHeader.Read(header) : null;
    }

    private void NoteUnreadable(ContainerHeader container, bool isEncrypted)
    {
        if (isEncrypted)
            _findings.Note(FindingCode.Encrypted, "the media is encrypted (BACKUP WITH ENCRYPTION): what is inside cannot be listed or checked");
        else if (container.Version != ContainerHeader.KnownVersion)
            _findings.Note(FindingCode.UnknownContainerVersion, $"container version {container.Version} is not known: what is inside cannot be listed or checked");
        else
            _findings.Note(FindingCode.UnknownCompression, $"{AlgorithmName(container.Algorithm)}: what is inside cannot be listed or checked");
    }

    private static string AlgorithmName(uint algorithm) =>
        algorithm == ContainerHeader.Zstandard ? "compression ZSTD is not supported yet" : $"compression algorithm {algorithm} is not known";
}
