using Microsoft.Data.Sqlite;
using PosBackup.Engine.Retention.Policies;

namespace PosBackup.Engine.Catalog;

/// <summary>The one row that knows the newest file of holds.</summary>
internal static class HoldRows
{
    public static KnownHolds? Known(SqliteConnection connection) =>
        connection.Query("SELECT revision, sha256, holds FROM known_holds", row => new KnownHolds(row.GetInt32(0), row.GetString(1), row.GetInt32(2))).FirstOrDefault();

    /// <summary>Revisions only ever grow: a smaller one is of an older file.</summary>
    public static void Put(SqliteConnection connection, KnownHolds holds) => connection.Execute(
        "INSERT INTO known_holds VALUES (1, @revision, @sha256, @holds) ON CONFLICT DO UPDATE SET revision = excluded.revision, sha256 = excluded.sha256, holds = excluded.holds WHERE excluded.revision > revision",
        ("@revision", holds.Revision),
        ("@sha256", holds.Sha256),
        ("@holds", holds.Count));
}
