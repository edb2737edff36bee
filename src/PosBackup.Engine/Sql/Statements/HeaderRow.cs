using Microsoft.Data.SqlClient;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>A row of RESTORE HEADERONLY as a <see cref="BackupSet"/>: 52 to 59 columns, by the version of the instance.</summary>
internal static class HeaderRow
{
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
        StartedAt = row.ServerTimeOrNull("BackupStartDate", "TimeZone") ?? default,
        FinishedAt = row.ServerTimeOrNull("BackupFinishDate", "TimeZone"),
        ExpiresAt = row.ServerTimeOrNull("ExpirationDate", "TimeZone"),
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
        RecoveryModel = row.RecoveryModelWord("RecoveryModel"),
        Flags = (BackupFlags)row.Int("Flags"),
        SoftwareVersion = new Version(row.Int("SoftwareVersionMajor"), row.Int("SoftwareVersionMinor"), row.Int("SoftwareVersionBuild")),
        DatabaseVersion = row.Int("DatabaseVersion"),
        CompatibilityLevel = row.Int("CompatibilityLevel"),
        DatabaseCreatedAt = row.ServerTimeOrNull("DatabaseCreationDate", "TimeZone"),
        Collation = row.Text("Collation"),
        UnicodeLocaleId = row.Int("UnicodeLocaleId"),
        UnicodeComparisonStyle = row.Int("UnicodeComparisonStyle"),
        SortOrder = row.Int("SortOrder"),
        BackupSize = row.LongOrNull("BackupSize") ?? 0,
        CompressedSize = row.LongOrNull("CompressedBackupSize") ?? row.LongOrNull("BackupSize") ?? 0,
    };
}
