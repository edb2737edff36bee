using System.Globalization;
using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Backups.Steps;

/// <summary>Reads what stands in a media file before a set goes there: with our own eyes, or the instance's where ours do not reach.</summary>
internal sealed class MediaReader(RunContext run, SqlSession session)
{
    /// <summary>The media that a request is about; null when append mode finds none in the folder.</summary>
    public async Task<MediaState?> ReadAsync(MediaRequest request, CancellationToken cancellationToken)
    {
        string? file = MediaPlanner.Candidate(request);
        if (file is null && request.Mode == BackupMode.Append)
            file = run.Visible ? OurFiles.Newest(request.Folder, request.Database) : NewestInCatalog(request);

        if (file is null)
            return null;

        return run.Visible
            ? await ReadHereAsync(file, cancellationToken).ConfigureAwait(false)
            : await ReadThereAsync(file, cancellationToken).ConfigureAwait(false);
    }

    private string? NewestInCatalog(MediaRequest request) => request.Family is not { } family ? null : run.Catalog?
        .List(new CatalogFilter { FamilyGuid = family, Instance = run.Instance.Name })
        .Where(entry => entry.Manifest.Media.Stripe == 1 && ServerPath.Same(ServerPath.Folder(entry.Path), request.Folder))
        .MaxBy(entry => entry.Set.LastLsn)?
        .Path;

    private static async Task<MediaState> ReadHereAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            return MediaState.Nothing(file);

        MediaInspection inspection = await MediaInspector.InspectAsync(file, cancellationToken).ConfigureAwait(false);
        MediaFile media = inspection.Media;
        if (media.Container == MediaContainer.Unknown)
            return new MediaState { Files = [file], Unreadable = "it is no SQL Server backup media" };

        IReadOnlyList<string> files = Stripes.Of(file, media.Stripes);
        MediaState state = FromSets(files, media.Sets) with
        {
            IsCompressed = media.IsCompressed,
            IsEncrypted = media.IsEncrypted,
            Stripes = media.Stripes,
            BlockSize = media.BlockSize,
            Bytes = FileLength.Of(files),
        };
        return state with { Unreadable = await DefectAsync(file, inspection, state, cancellationToken).ConfigureAwait(false) };
    }

    private async Task<MediaState> ReadThereAsync(string file, CancellationToken cancellationToken)
    {
        if (!run.Instance.CanReadHeaders)
            return new MediaState { Files = [file], Unreadable = "the login may not read media headers (CREATE ANY DATABASE)" };

        try
        {
            IReadOnlyList<BackupSet> sets = await MediaHeaders.ReadSetsAsync(session, file, cancellationToken).ConfigureAwait(false);
            MediaLabel? label = await MediaHeaders.ReadLabelAsync(session, file, cancellationToken).ConfigureAwait(false);
            int stripes = label?.Stripes ?? 1;
            return FromSets(Stripes.Of(file, stripes), sets) with
            {
                IsCompressed = label?.IsCompressed ?? false,
                Stripes = stripes,
                Bytes = sets.Sum(set => set.CompressedSize),
                Unreadable = Unfinished(sets),
            };
        }
        catch (PosBackupException e) when (e.Code == ErrorCode.BackupSetNotFound)
        {
            return MediaState.Nothing(file);
        }
        catch (PosBackupException e)
        {
            return new MediaState { Files = [file], Unreadable = e.Message };
        }
    }

    private static MediaState FromSets(IReadOnlyList<string> files, IReadOnlyList<BackupSet> sets) => new()
    {
        Files = files,
        IsOurs = sets.Count > 0 && sets.All(SetMark.IsOurs),
        Families = sets.Select(set => set.FamilyGuid).ToHashSet(),
        Databases = [.. sets.Select(set => set.Database)],
        Sets = sets.Select(set => set.SetGuid).ToHashSet(),
        OldestAt = sets.Count > 0 ? sets[0].StartedAt.Instant ?? new DateTimeOffset(DateTime.SpecifyKind(sets[0].StartedAt.Local, DateTimeKind.Utc)) : null,
    };

    /// <summary>What keeps media that lists well from being written to: a stripe that is gone, an unfinished set, damage found by the last check.</summary>
    private static async Task<string?> DefectAsync(string file, MediaInspection inspection, MediaState state, CancellationToken cancellationToken)
    {
        if (state.Files.FirstOrDefault(one => !File.Exists(one)) is { } missing)
            return $"its stripe {missing} is missing";

        if (inspection.Findings.FirstOrDefault(finding => finding.Severity == FindingSeverity.Error) is { } finding)
            return finding.Message;

        if (Unfinished(inspection.Media.Sets) is { } unfinished)
            return unfinished;

        try
        {
            return await ManifestStore.ReadAsync(file, cancellationToken).ConfigureAwait(false) is { } manifest && manifest.LatestProof() is { Verdict: Verdict.Damaged }
                ? "its last check found damage"
                : null;
        }
        catch (PosBackupException e) when (e.Code == ErrorCode.ManifestUnreadable)
        {
            return null;
        }
    }

    private static string? Unfinished(IReadOnlyList<BackupSet> sets) => sets.FirstOrDefault(set => set.FinishedAt is null) is { } set
        ? string.Create(CultureInfo.InvariantCulture, $"its set {set.Position} is unfinished")
        : null;
}
