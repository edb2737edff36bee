using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace PosBackup.Engine.Catalog;

/// <summary>Rows of copies on targets, and of when targets were seen, to and from records.</summary>
internal static class CopyRows
{
    public static void Put(SqliteConnection connection, BackupCopy copy) => connection.Execute(
        "INSERT OR REPLACE INTO copy VALUES (@target, @medium, @path, @sha256, @mediaSet, @document)",
        ("@target", copy.Target),
        ("@medium", copy.Medium),
        ("@path", copy.Path),
        ("@sha256", copy.Sha256),
        ("@mediaSet", copy.MediaSetId.ToString()),
        ("@document", JsonSerializer.Serialize(copy, ManifestJson.Options)));

    public static void Remove(SqliteConnection connection, string target, string medium, string path) => connection.Execute(
        "DELETE FROM copy WHERE target = @target AND medium = @medium AND path = @path", ("@target", target), ("@medium", medium), ("@path", path));

    public static IReadOnlyList<BackupCopy> All(SqliteConnection connection, string? target) => connection.Query(
        "SELECT document, target, path FROM copy WHERE (@target IS NULL OR target = @target) ORDER BY target, medium, path",
        row => CatalogRows.Document<BackupCopy>(row.GetString(0), $"the copy {row.GetString(2)} on {row.GetString(1)}"),
        ("@target", target));

    public static void Put(SqliteConnection connection, TargetSighting seen) => connection.Execute(
        """
        INSERT INTO target_seen VALUES (@target, @medium, @name, @seen, @rate)
        ON CONFLICT DO UPDATE SET medium_name = excluded.medium_name, seen_at = excluded.seen_at, bytes_per_second = COALESCE(excluded.bytes_per_second, bytes_per_second)
        """,
        ("@target", seen.Target),
        ("@medium", seen.Medium),
        ("@name", seen.MediumName),
        ("@seen", CatalogRows.Text(seen.SeenAt)),
        ("@rate", seen.BytesPerSecond));

    public static IReadOnlyList<TargetSighting> Seen(SqliteConnection connection) => connection.Query(
        "SELECT target, medium, medium_name, seen_at, bytes_per_second FROM target_seen ORDER BY target, medium",
        row => new TargetSighting(
            row.GetString(0),
            row.GetString(1),
            row.IsDBNull(2) ? null : row.GetString(2),
            DateTimeOffset.Parse(row.GetString(3), CultureInfo.InvariantCulture),
            row.IsDBNull(4) ? null : row.GetDouble(4)));
}
