using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Backups.Listing.ListingRows;

namespace PosBackup.SqlStandIn.Backups.Listing;

/// <summary>RESTORE HEADERONLY: a row per backup set, with the types that a real server sends (not those of its documentation).</summary>
internal static class HeaderListing
{
    private const int UnknownZone = 127;

    private static readonly Version Sql2012 = new(11, 0);
    private static readonly Version Sql2014 = new(12, 0);
    private static readonly Version Sql2022 = new(16, 0);
    private static readonly TdsType SmallInt = new(SqlTypeCode.SmallInt);

    public static IReadOnlyList<ListingColumn<HeaderRow>> Columns { get; } =
    [
        Of("BackupName", TdsType.SysName, row => TextOrNull(row.Set.Name)),
        Of("BackupDescription", TdsType.NVarChar(255), row => TextOrNull(row.Set.Description)),
        Of("BackupType", TdsType.TinyInt, row => SetKindNames.Number(row.Set.Kind)),
        Of("ExpirationDate", TdsType.DateTime, row => row.Set.ExpiresAt?.Local),
        Of("Compressed", TdsType.TinyInt, row => row.Media.IsCompressed ? (byte)1 : (byte)0),
        Of("Position", SmallInt, row => (short)row.Set.Position),
        Of("DeviceType", TdsType.TinyInt, _ => (byte)2),
        Of("UserName", TdsType.SysName, row => TextOrNull(row.Set.User)),
        Of("ServerName", TdsType.SysName, row => TextOrNull(row.Set.Instance)),
        Of("DatabaseName", TdsType.SysName, row => row.Set.Database),
        Of("DatabaseVersion", TdsType.Int, row => row.Set.DatabaseVersion),
        Of("DatabaseCreationDate", TdsType.DateTime, row => row.Set.DatabaseCreatedAt?.Local),
        Of("BackupSize", TdsType.BigInt, row => row.Set.BackupSize),
        Of("FirstLSN", TdsType.LsnNumber, row => Number(row.Set.FirstLsn)),
        Of("LastLSN", TdsType.LsnNumber, row => Number(row.Set.LastLsn)),
        Of("CheckpointLSN", TdsType.LsnNumber, row => Number(row.Set.CheckpointLsn)),
        Of("DatabaseBackupLSN", TdsType.LsnNumber, row => Number(row.Set.DatabaseBackupLsn)),
        Of("BackupStartDate", TdsType.DateTime, row => row.Set.StartedAt.Local),
        Of("BackupFinishDate", TdsType.DateTime, row => row.Set.FinishedAt?.Local),
        Of("SortOrder", SmallInt, row => (short)row.Set.SortOrder),
        Of("CodePage", SmallInt, _ => (short)0),
        Of("UnicodeLocaleId", TdsType.Int, row => row.Set.UnicodeLocaleId),
        Of("UnicodeComparisonStyle", TdsType.Int, row => row.Set.UnicodeComparisonStyle),
        Of("CompatibilityLevel", TdsType.TinyInt, row => (byte)row.Set.CompatibilityLevel),
        Of("SoftwareVendorId", TdsType.Int, row => row.Set.SoftwareVendorId),
        Of("SoftwareVersionMajor", TdsType.Int, row => row.Set.SoftwareVersion.Major),
        Of("SoftwareVersionMinor", TdsType.Int, row => row.Set.SoftwareVersion.Minor),
        Of("SoftwareVersionBuild", TdsType.Int, row => row.Set.SoftwareVersion.Build),
        Of("MachineName", TdsType.SysName, row => TextOrNull(row.Set.Machine)),
        Of("Flags", TdsType.Int, row => (int)row.Set.Flags),
        Of("BindingID", TdsType.Guid, row => row.Set.BindingGuid),
        Of("RecoveryForkID", TdsType.Guid, row => row.Set.RecoveryForkGuid),
        Of("Collation", TdsType.SysName, row => CollationOf(row.Set)),
        Of("FamilyGUID", TdsType.Guid, row => row.Set.FamilyGuid),
        Flag("HasBulkLoggedData", BackupFlags.BulkLogged),
        Flag("IsSnapshot", BackupFlags.Snapshot),
        Flag("IsReadOnly", BackupFlags.ReadOnly),
        Flag("IsSingleUser", BackupFlags.SingleUser),
        Flag("HasBackupChecksums", BackupFlags.HasChecksum),
        Flag("IsDamaged", BackupFlags.Damaged),
        Flag("BeginsLogChain", BackupFlags.BeginsLogChain),
        Flag("HasIncompleteMetaData", BackupFlags.IncompleteMetadata),
        Flag("IsForceOffline", BackupFlags.ForceOffline),
        Flag("IsCopyOnly", BackupFlags.CopyOnly),
        Of("FirstRecoveryForkID", TdsType.Guid, row => row.Set.FirstRecoveryForkGuid),
        Of("ForkPointLSN", TdsType.LsnNumber, row => Number(row.Set.ForkPointLsn)),
        Of("RecoveryModel", TdsType.NVarChar(60), row => SetKindNames.Text(row.Set.RecoveryModel)),
        Of("DifferentialBaseLSN", TdsType.LsnNumber, row => Number(row.Set.DifferentialBaseLsn)),
        Of("DifferentialBaseGUID", TdsType.Guid, row => row.Set.DifferentialBaseGuid),
        Of("BackupTypeDescription", TdsType.SysName, row => SetKindNames.Description(row.Set.Kind)),
        Of("BackupSetGUID", TdsType.Guid, row => row.Set.SetGuid),
        Of("CompressedBackupSize", TdsType.BigInt, row => row.Set.CompressedSize),
        Of("Containment", TdsType.TinyInt, _ => (byte)0, Sql2012),
        Of("KeyAlgorithm", TdsType.NVarChar(32), _ => null, Sql2014),
        Of("EncryptorThumbprint", TdsType.VarBinary(20), _ => null, Sql2014),
        Of("EncryptorType", TdsType.NVarChar(32), _ => null, Sql2014),
        Of("LastValidRestoreTime", TdsType.DateTime, _ => null, Sql2022),
        Of("TimeZone", SmallInt, row => ZoneOf(row.Set.StartedAt), Sql2022),
        Of("CompressionAlgorithm", TdsType.NVarChar(32), row => row.Media.IsCompressed ? "MS_XPRESS" : null, Sql2022),
    ];

    private static ListingColumn<HeaderRow> Of(string name, TdsType type, Func<HeaderRow, object?> value, Version? since = null) =>
        Column(name, type, value, since);

    private static ListingColumn<HeaderRow> Flag(string name, BackupFlags flag) =>
        Of(name, TdsType.Bit, row => row.Set.Flags.HasFlag(flag));

    private static string? CollationOf(BackupSet set) => TextOrNull(set.Collation) ?? CollationNumbers.Name(set.CollationLcid, set.CollationFlags, set.CollationSortId);

    // Quarters of an hour, as in the media.
    private static short ZoneOf(ServerTime time) => time.Offset is { } offset ? (short)(offset.TotalMinutes / 15) : (short)UnknownZone;
}

/// <summary>A set and the media it lies on.</summary>
internal sealed record HeaderRow(BackupSet Set, MediaFile Media);
