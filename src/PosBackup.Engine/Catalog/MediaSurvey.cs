using System.Runtime.CompilerServices;
using PosBackup.Engine.Files;
using PosBackup.Engine.Media;
using PosBackup.Engine.Repositories;

namespace PosBackup.Engine.Catalog;

/// <summary>Finds backup media in files and folders by what is in the files, and joins the manifests beside them.</summary>
public static class MediaSurvey
{
    private static readonly string[] BackupExtensions = [".bak", ".trn", ".dif"];

    /// <summary>
    /// Looks at files, whatever they are, and at folders with their subfolders. In folders a file counts when its content is backup
    /// media, or when its name (<c>.bak</c>, <c>.trn</c>, <c>.dif</c>) claims that it is. A path that is missing or unreadable is an
    /// entry with its error, so that one bad file hides no good one.
    /// </summary>
    public static async IAsyncEnumerable<SurveyedMedia> LookAsync(
        IReadOnlyList<string> paths, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            bool isFolder = Directory.Exists(path);
            foreach (WalkedFile file in isFolder ? FolderWalk.Files(path) : [new WalkedFile(path, Error: null)])
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!seen.Add(PathIdentity.Key(file.Path)) || (isFolder && IsOurs(file.Path)))
                    continue;

                SurveyedMedia media = file.Error is { } error
                    ? new SurveyedMedia { Path = file.Path, Error = error }
                    : await LookAtAsync(file.Path, cancellationToken).ConfigureAwait(false);
                if (!isFolder || Counts(media))
                    yield return media;
            }
        }
    }

    /// <summary>Whether a file has the name of what PosBackup lays beside media: a manifest, or what is still on its way, as half a backup is none. Folders are looked into without them.</summary>
    public static bool IsOurs(string path) => ManifestStore.IsManifest(path) || AtomicFile.IsTemporary(path) || RepositoryLayout.IsPart(Path.GetFileName(path));

    private static bool Counts(SurveyedMedia media) =>
        media.Inspection is { } inspection
            ? inspection.Media.Container != MediaContainer.Unknown || HasBackupName(media.Path)
            : Directory.Exists(media.Path) || HasBackupName(media.Path);

    private static bool HasBackupName(string path) => BackupExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static async Task<SurveyedMedia> LookAtAsync(string path, CancellationToken cancellationToken)
    {
        if (!Path.Exists(path))
        {
            return new SurveyedMedia
            {
                Path = path, Error = new PosBackupException(ErrorCode.FileAccess, $"there is no file or folder {path}", "check the path, and that this account may look there"),
            };
        }

        MediaInspection inspection;
        try
        {
            inspection = await MediaInspector.InspectAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (PosBackupException e)
        {
            return new SurveyedMedia { Path = path, Error = e };
        }

        try
        {
            Manifest? manifest = await ManifestStore.ReadAsync(path, cancellationToken).ConfigureAwait(false);
            return manifest is null ? new SurveyedMedia { Path = path, Inspection = inspection }
                : manifest.Describes(inspection.Media) ? new SurveyedMedia { Path = path, Inspection = inspection, Manifest = manifest }
                : new SurveyedMedia { Path = path, Inspection = inspection, ManifestProblem = Outdated(path) };
        }
        catch (PosBackupException e)
        {
            return new SurveyedMedia { Path = path, Inspection = inspection, ManifestProblem = e };
        }
    }

    private static PosBackupException Outdated(string path) => new(
        ErrorCode.ManifestOutdated,
        $"{ManifestStore.PathOf(path)} describes other content than {path} has now",
        "if a backup was broken off there, 'posbackup verify --record' writes it anew; if not, find out who changed the file");
}
