using Microsoft.Data.SqlClient;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>What the instance reads from media: for files that this process does not see, and as a second reader of those it does.</summary>
internal static class MediaHeaders
{
    /// <summary>The sets on the media, by position. Needs CREATE ANY DATABASE.</summary>
    /// <exception cref="PosBackupException">BackupSetNotFound: no such file; MediaMismatch: no backup media; InstanceAccessDenied.</exception>
    public static Task<IReadOnlyList<BackupSet>> ReadSetsAsync(SqlSession session, string file, CancellationToken cancellationToken) =>
        session.QueryAsync($"RESTORE HEADERONLY FROM DISK = {SqlQuote.Text(file)} WITH NOUNLOAD;", HeaderRow.Read, cancellationToken);

    /// <summary>The media's label.</summary>
    public static Task<MediaLabel?> ReadLabelAsync(SqlSession session, string file, CancellationToken cancellationToken) =>
        session.QueryOneAsync($"RESTORE LABELONLY FROM DISK = {SqlQuote.Text(file)} WITH NOUNLOAD;", ReadLabel, cancellationToken);

    private static MediaLabel ReadLabel(SqlDataReader row) =>
        new(row.GuidOrNull("MediaSetId") ?? Guid.Empty, row.IntOrNull("FamilyCount") ?? 1, row.IntOrNull("FamilySequenceNumber") ?? 1, row.Flag("IsCompressed"));
}

/// <summary>A row of RESTORE LABELONLY.</summary>
internal sealed record MediaLabel(Guid MediaSetId, int Stripes, int Stripe, bool IsCompressed);
