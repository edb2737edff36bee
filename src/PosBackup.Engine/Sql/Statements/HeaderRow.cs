using Microsoft.Data.SqlClient;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>A row of RESTORE HEADERONLY as a <see cref="BackupSet"/>: 52 to 59 columns, by the version of the instance.</summary>
internal static class HeaderRow
{
    /// <summary>HEADERONLY's offsets are quarters of an hour; 127 means that the media does not tell.</summary>
    private const int UnknownZone = 127;

    public static BackupSet Read(SqlDataReader row) => new()
    {
        SetGuid = row.GuidOrNull("BackupSetGUID") ?? Guid.Empty,
        Position = row.Int("Position"),
        Kind = SetKinds.OfNumber(row.Int("BackupType")),
        Database = row.Text("DatabaseName"),
        Instance = row.Text("ServerName"),
        Machine = row.Text("MachineName"),
        User = row.Text("UserName"),
        Name = row.Text("BackupName"),
        Description = row.Text("BackupDescription"),
        StartedAt = Time(row, "BackupStartDate") ?? default,
        FinishedAt = Time(row, "BackupFinishDate"),
        ExpiresAt = Time(row, "ExpirationDate"),
        FirstLsn = row.LsnOrNull("FirstLSN") ?? Lsn.Zero,
        LastLsn = row.LsnOrNull("LastLSN") ?? Lsn.Zero,
        CheckpointLsn = row.LsnOrNull("CheckpointLSN") ?? Lsn.Zero,
        DatabaseBackupLsn = row.LsnOrNull("DatabaseBackupLSN") ?? Lsn.Zero,
        DifferentialBaseLsn = row.LsnOrNull("DifferentialBaseLSN"),
        DifferentialBaseGuid = row.GuidOrNull("DifferentialBaseGUID"),
        FamilyGuid = row.GuidOrNull("FamilyGUID") ?? Guid.Empty,
        BindingGuid = row.GuidOrNull("BindingID") ?? Guid.Empty,
        RecoveryForkGuid = row.GuidOrNull("RecoveryForkID") ?? Guid.Empty,
        FirstRecoveryForkGuid = row.GuidOrNull("FirstRecoveryForkID") ?? Guid.Empty,
        ForkPointLsn = row.LsnOrNull("ForkPointLSN"),
        RecoveryModel = row.Text("RecoveryModel") switch
        {
            "FULL" => RecoveryModel.Full,
            "BULK-LOGGED" => RecoveryModel.BulkLogged,
            "SIMPLE" => RecoveryModel.Simple,
            _ => RecoveryModel.Unknown,
        },
        Flags = (BackupFlags)row.Int("Flags"),
        SoftwareVersion = new Version(row.Int("SoftwareVersionMajor"), row.Int("SoftwareVersionMinor"), row.Int("SoftwareVersionBuild")),
        DatabaseVersion = row.Int("DatabaseVersion"),
        CompatibilityLevel = row.Int("CompatibilityLevel"),
        DatabaseCreatedAt = Time(row, "DatabaseCreationDate"),
        Collation = row.Text("Collation"),
        UnicodeLocaleId = row.Int("UnicodeLocaleId"),
        UnicodeComparisonStyle = row.Int("UnicodeComparisonStyle"),
        SortOrder = row.Int("SortOrder"),
        BackupSize = row.LongOrNull("BackupSize") ?? 0,
        CompressedSize = row.LongOrNull("CompressedBackupSize") ?? row.LongOrNull("BackupSize") ?? 0,
    };

    private static ServerTime? Time(SqlDataReader row, string column)
    {
        if (row.TimeOrNull(column) is not { } local)
            return null;

        return new ServerTime(local, row.IntOrNull("TimeZone") is { } zone and not UnknownZone ? TimeSpan.FromMinutes(15 * zone) : null);
    }
}
