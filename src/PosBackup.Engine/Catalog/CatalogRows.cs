using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using PosBackup.Engine.Files;

namespace PosBackup.Engine.Catalog;

/// <summary>
/// Rows of the catalog, to and from records. Each transaction that writes takes the next revision; a rebuild leaves alone what has a
/// later one than it began with.
/// </summary>
internal static class CatalogRows
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static long Revision(SqliteConnection connection) => (long)connection.Scalar("SELECT last FROM revision")!;

    public static void NextRevision(SqliteConnection connection) => connection.Execute("UPDATE revision SET last = last + 1");

    /// <summary>A path that was given from some folder means another file, or none, to whoever reads it from another: whole ones are written.</summary>
    public static void Put(SqliteConnection connection, Manifest manifest)
    {
        manifest = At(manifest, Path.GetFullPath(manifest.Media.Path));
        string key = PathIdentity.Key(manifest.Media.Path);
        Remove(connection, key);
        connection.Execute(
            "INSERT INTO media SELECT @key, @path, @mediaSet, @manifest, last FROM revision",
            ("@key", key),
            ("@path", manifest.Media.Path),
            ("@mediaSet", manifest.Media.MediaSetId.ToString()),
            ("@manifest", JsonSerializer.Serialize(manifest, ManifestJson.Options)));
        foreach ((int ordinal, BackupSet set) in manifest.Media.Sets.Index())
        {
            connection.Execute(
                "INSERT INTO backup_set VALUES (@key, @ordinal, @guid, @family, @instance, @database, @kind, @finished)",
                ("@key", key),
                ("@ordinal", ordinal),
                ("@guid", set.SetGuid.ToString()),
                ("@family", set.FamilyGuid.ToString()),
                ("@instance", set.Instance),
                ("@database", set.Database),
                ("@kind", set.Kind.ToString()),
                ("@finished", Text((set.FinishedAt ?? set.StartedAt).AsUtc())));
        }
    }

    /// <summary>The manifest of a file at this path; versions before wrote the path of the row whole, and that of the manifest as it was given.</summary>
    private static Manifest At(Manifest manifest, string path) => string.Equals(manifest.Media.Path, path, StringComparison.Ordinal) ? manifest : manifest with { Media = manifest.Media with { Path = path } };

    public static void PutUnlessNewer(SqliteConnection connection, Manifest manifest, long revision)
    {
        object? recorded = connection.Scalar("SELECT revision FROM media WHERE path_key = @key", ("@key", PathIdentity.Key(manifest.Media.Path)));
        if (recorded is not long last || last <= revision)
            Put(connection, manifest);
    }

    public static void Put(SqliteConnection connection, RecordedRun run) => connection.Execute(
        "INSERT OR REPLACE INTO run VALUES (@run, @instance, @database, @started, @document)",
        ("@run", run.RunId.ToString()),
        ("@instance", run.Instance),
        ("@database", run.Database),
        ("@started", Text(run.StartedAt)),
        ("@document", JsonSerializer.Serialize(run, ManifestJson.Options)));

    public static void Remove(SqliteConnection connection, string key) => connection.Execute("DELETE FROM media WHERE path_key = @key", ("@key", key));

    public static List<string> Paths(SqliteConnection connection) => connection.Query("SELECT path FROM media ORDER BY path_key", row => row.GetString(0));

    public static List<(string Key, string Path)> PathsUpTo(SqliteConnection connection, long revision) => connection.Query(
        "SELECT path_key, path FROM media WHERE revision <= @revision ORDER BY path_key",
        row => (row.GetString(0), row.GetString(1)),
        ("@revision", revision));

    /// <summary>What SQL can leave out beforehand of what a filter does not take; folders, and the last word on each set, are the caller's. SQLite knows the case of ASCII letters alone.</summary>
    public static List<(Manifest Manifest, BackupSet Set)> Sets(SqliteConnection connection, CatalogFilter filter)
    {
        var manifests = new Dictionary<string, Manifest>(StringComparer.Ordinal);
        return connection.Query(
            """
            SELECT media.path, media.manifest, backup_set.ordinal
            FROM backup_set JOIN media USING (path_key)
            WHERE (@instance IS NULL OR instance = @instance COLLATE NOCASE)
              AND (@family IS NULL OR family_guid = @family)
              AND (@guid IS NULL OR set_guid = @guid)
              AND (@mediaSet IS NULL OR media_set_id = @mediaSet)
              AND (@kind IS NULL OR kind = @kind)
              AND (@since IS NULL OR finished_at >= @since)
            ORDER BY finished_at, path, ordinal
            """,
            row =>
            {
                string path = row.GetString(0);
                if (!manifests.TryGetValue(path, out Manifest? manifest))
                    manifests.Add(path, manifest = At(Document<Manifest>(row.GetString(1), path), path));

                return (manifest, manifest.Media.Sets[row.GetInt32(2)]);
            },
            ("@instance", filter.Instance is { } instance && Ascii.IsValid(instance) ? instance : null),
            ("@family", filter.FamilyGuid?.ToString()),
            ("@guid", filter.SetGuid?.ToString()),
            ("@mediaSet", filter.MediaSetId?.ToString()),
            ("@kind", filter.Kind?.ToString()),
            ("@since", filter.Since is { } since ? Text(since) : null));
    }

    public static List<CatalogedDatabase> Databases(SqliteConnection connection) => connection.Query(
        "SELECT DISTINCT instance, database FROM backup_set ORDER BY instance, database",
        row => new CatalogedDatabase(row.GetString(0), row.GetString(1)));

    public static List<RecordedRun> Runs(SqliteConnection connection, int count) => connection.Query(
        "SELECT document, database FROM run ORDER BY started_at DESC, run_id, database LIMIT @count",
        row => Document<RecordedRun>(row.GetString(0), row.GetString(1)),
        ("@count", count));

    public static T Document<T>(string json, string subject)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, ManifestJson.Options) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new PosBackupException(
                ErrorCode.CatalogUnavailable,
                $"the catalog's entry of {subject} cannot be read: {e.Message}",
                "run 'posbackup catalog rebuild <folder>...': the catalog is made anew from the backup files",
                e);
        }
    }

    public static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);
}
