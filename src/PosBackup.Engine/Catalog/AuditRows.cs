using Microsoft.Data.Sqlite;
using PosBackup.Engine.Retention.Audit;

namespace PosBackup.Engine.Catalog;

/// <summary>The one row that knows the end of the audit log.</summary>
internal static class AuditRows
{
    public static AuditHead? Head(SqliteConnection connection) =>
        connection.Query("SELECT sequence, hash FROM audit_head", row => new AuditHead(row.GetInt64(0), row.GetString(1))).FirstOrDefault();

    /// <summary>Numbers only ever grow: a smaller one is of another log, and would hide that this one was cut.</summary>
    public static void Put(SqliteConnection connection, AuditHead head) => connection.Execute(
        "INSERT INTO audit_head VALUES (1, @sequence, @hash) ON CONFLICT DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash WHERE excluded.sequence > sequence",
        ("@sequence", head.Sequence),
        ("@hash", head.Hash));
}
