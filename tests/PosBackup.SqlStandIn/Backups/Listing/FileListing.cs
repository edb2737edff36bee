using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Backups.Listing.ListingRows;

namespace PosBackup.SqlStandIn.Backups.Listing;

/// <summary>RESTORE FILELISTONLY: a row per file of the database.</summary>
internal static class FileListing
{
    private static readonly Version Sql2016 = new(13, 0);

    public static IReadOnlyList<ListingColumn<DatabaseFile>> Columns { get; } =
    [
        Of("LogicalName", TdsType.SysName, file => file.LogicalName),
        Of("PhysicalName", TdsType.NVarChar(260), file => file.PhysicalName),
        Of("Type", new TdsType(SqlTypeCode.NChar, 1), file => file.IsLog ? "L" : "D"),
        Of("FileGroupName", TdsType.SysName, file => file.FileGroupName),
        Of("Size", TdsType.BigInt, file => file.Size),
        Of("MaxSize", TdsType.BigInt, file => file.MaxSize),
        Of("FileId", TdsType.BigInt, file => (long)file.FileId),
        Of("CreateLSN", TdsType.LsnNumber, file => Number(file.CreateLsn)),
        Of("DropLSN", TdsType.LsnNumber, _ => 0m),
        Of("UniqueId", TdsType.Guid, file => file.UniqueId),
        Of("ReadOnlyLSN", TdsType.LsnNumber, _ => 0m),
        Of("ReadWriteLSN", TdsType.LsnNumber, _ => 0m),
        Of("BackupSizeInBytes", TdsType.BigInt, file => file.BackupSize),
        Of("SourceBlockSize", TdsType.Int, file => file.SourceBlockSize),
        Of("FileGroupId", TdsType.Int, file => file.FileGroupId),
        Of("LogGroupGUID", TdsType.Guid, _ => null),
        Of("DifferentialBaseLSN", TdsType.LsnNumber, file => Number(file.DifferentialBaseLsn)),
        Of("DifferentialBaseGUID", TdsType.Guid, file => file.DifferentialBaseGuid),
        Of("IsReadOnly", TdsType.Bit, _ => false),
        Of("IsPresent", TdsType.Bit, _ => true),
        Of("TDEThumbprint", TdsType.VarBinary(20), _ => null),
        Of("SnapshotUrl", TdsType.NVarChar(336), _ => null, Sql2016),
    ];

    private static ListingColumn<DatabaseFile> Of(string name, TdsType type, Func<DatabaseFile, object?> value, Version? since = null) =>
        Column(name, type, value, since);
}
