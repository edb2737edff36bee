using System.Data;
using Microsoft.Data.SqlClient;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>A certificate of master, as far as encrypting backups goes.</summary>
/// <param name="Name">Its name in the case that master keeps.</param>
/// <param name="HasPrivateKey">Without it nothing can be restored.</param>
/// <param name="ExpiresAt">BACKUP refuses an expired one.</param>
/// <param name="KeyBackedUpAt">When the private key was last exported; null for never: then losing the instance loses every backup.</param>
internal sealed record CertificateRow(string Name, bool HasPrivateKey, DateTime? ExpiresAt, DateTime? KeyBackedUpAt);

/// <summary>Looks a certificate up before BACKUP asks for it.</summary>
internal static class CertificateQuery
{
    private const string Text = """
        SELECT name, pvt_key_encryption_type, expiry_date, pvt_key_last_backup_date
        FROM master.sys.certificates
        WHERE name = @name;
        """;

    public static Task<CertificateRow?> ReadAsync(SqlSession session, string name, CancellationToken cancellationToken) => session.QueryOneAsync(
        Text,
        row => new CertificateRow(
            row.Text("name"),
            row.Text("pvt_key_encryption_type").Trim() is not ("" or "NA"),
            row.TimeOrNull("expiry_date"),
            row.TimeOrNull("pvt_key_last_backup_date")),
        cancellationToken,
        new SqlParameter("@name", SqlDbType.NVarChar, 128) { Value = name });
}
