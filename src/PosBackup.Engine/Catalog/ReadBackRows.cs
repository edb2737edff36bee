using System.Text.Json;
using Microsoft.Data.Sqlite;
using PosBackup.Engine.Files;

namespace PosBackup.Engine.Catalog;

/// <summary>Rows of what was read back where it lies, to and from records: the newest of each path.</summary>
internal static class ReadBackRows
{
    public static void Put(SqliteConnection connection, ReadBack read) => connection.Execute(
        "INSERT OR REPLACE INTO read_back VALUES (@key, @document)",
        ("@key", PathIdentity.Key(read.Path)),
        ("@document", JsonSerializer.Serialize(read, ManifestJson.Options)));

    public static void Remove(SqliteConnection connection, string key) => connection.Execute("DELETE FROM read_back WHERE path_key = @key", ("@key", key));

    public static IReadOnlyList<ReadBack> All(SqliteConnection connection) => connection.Query(
        "SELECT document, path_key FROM read_back ORDER BY path_key",
        row => CatalogRows.Document<ReadBack>(row.GetString(0), $"what was read of {row.GetString(1)}"));
}
