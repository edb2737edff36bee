using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Records;

namespace PosBackup.SqlStandIn.Backups.Writing;

/// <summary>The MQCI stream: a record for the set, one for each filegroup, and behind it one for each of its files.</summary>
/// <remarks>Fields whose meaning is not known hold what all files of SQL Server hold, or zero.</remarks>
internal static class SetRecords
{
    private const int PageSize = 8192;
    private const int SetStringsAt = 0x190;
    private const int OldSetStringsAt = 0x16C;
    private const int FileStringsAt = 0x404;
    private const int FileGroupStringsAt = 0x30;

    /// <summary>Writes the records; the log's size goes to the log file.</summary>
    public static byte[] Write(BackupSet set)
    {
        var records = new FieldWriter(0);
        records.Append(Set(set));
        foreach (IGrouping<int, DatabaseFile> group in set.Files.Where(file => !file.IsLog).GroupBy(file => file.FileGroupId))
        {
            records.Append(FileGroup(group.Key, group.First().FileGroupName ?? "PRIMARY"));
            foreach (DatabaseFile file in group)
                records.Append(File(file, set));
        }

        foreach (DatabaseFile file in set.Files.Where(file => file.IsLog))
            records.Append(File(file, set));

        return records.ToArray();
    }

    private static byte[] Set(BackupSet set)
    {
        var record = new FieldWriter(set.SoftwareVersion.Major <= 10 ? OldSetStringsAt : SetStringsAt);
        bool isDifferential = set.DifferentialBaseGuid is not null;
        record.U32(ScinRecord.FlagsAt, (uint)(set.Flags | BackupFlags.Always) | (isDifferential ? ScinRecord.DifferentialFlag : 0));
        record.U32(ScinRecord.DataFilesAt, (uint)set.Files.Count(file => !file.IsLog));
        record.U32(0x10, 1);
        record.U16(ScinRecord.BuildAt, set.SoftwareVersion.Build);
        record.U8(ScinRecord.MinorAt, set.SoftwareVersion.Minor);
        record.U8(ScinRecord.MajorAt, set.SoftwareVersion.Major);
        record.U32(0x1C, 9);
        record.Lsn(ScinRecord.FirstLsnAt, set.FirstLsn);
        record.Lsn(ScinRecord.LastLsnAt, set.LastLsn);
        record.Lsn(ScinRecord.CheckpointLsnAt, set.CheckpointLsn);
        record.Lsn(ScinRecord.DatabaseBackupLsnAt, set.DatabaseBackupLsn);
        record.Date(ScinRecord.DatabaseCreatedAt, set.DatabaseCreatedAt?.Local);
        record.Date(ScinRecord.StartedAt, set.StartedAt.Local);
        record.Date(ScinRecord.FinishedAt, set.FinishedAt?.Local);
        record.U8(ScinRecord.TypeLetterAt, set.TypeLetter);
        record.U8(ScinRecord.SortOrderAt, set.SortOrder);
        record.U8(0x59, 1);
        record.U8(ScinRecord.CompatibilityLevelAt, set.CompatibilityLevel);
        record.U16(ScinRecord.DatabaseIdAt, set.DatabaseId);
        record.U16(ScinRecord.DatabaseVersionAt, set.DatabaseVersion);
        record.U64(ScinRecord.BackupSizeAt, set.BackupSize);
        record.U32(ScinRecord.LocaleIdAt, (uint)set.UnicodeLocaleId);
        record.U32(ScinRecord.ComparisonStyleAt, (uint)set.UnicodeComparisonStyle);
        record.Guid(ScinRecord.BindingGuidAt, set.BindingGuid);
        record.Lsn(ScinRecord.RecoveryTargetLsnAt, set.LastLsn);
        record.Guid(ScinRecord.RecoveryForkAt, set.RecoveryForkGuid);
        if (set.ForkPointLsn is { } fork)
        {
            record.Lsn(ScinRecord.ForkPointLsnAt, fork);
            record.Guid(ScinRecord.FirstRecoveryForkAt, set.FirstRecoveryForkGuid);
        }

        record.Guid(ScinRecord.PreviousFullAt, set.PreviousFullGuid ?? Guid.Empty);
        record.U16(ScinRecord.CollationLcidAt, set.CollationLcid);
        record.U16(ScinRecord.CollationFlagsAt, set.CollationFlags);
        record.U8(ScinRecord.CollationSortIdAt, set.CollationSortId);
        record.Guid(ScinRecord.FamilyGuidAt, set.FamilyGuid);
        record.U16(ScinRecord.TransferUnitsAt, 1);
        record.U32(ScinRecord.DatabaseStatusAt, Status(set));
        if (isDifferential)
        {
            record.Lsn(ScinRecord.DifferentialBaseLsnAt, set.DifferentialBaseLsn ?? Lsn.Zero);
            record.Guid(ScinRecord.DifferentialBaseGuidAt, set.DifferentialBaseGuid!.Value);
        }

        record.U64(ScinRecord.CompressedSizeAt, set.CompressedSize);
        record.Text(ScinRecord.DatabaseNameAt, set.Database);
        record.Text(ScinRecord.ServerNameAt, set.Instance);
        return Finished(record, RecordTag.Set);
    }

    private static uint Status(BackupSet set)
    {
        uint recovery = set.RecoveryModel switch
        {
            RecoveryModel.Simple => ScinRecord.Simple,
            RecoveryModel.BulkLogged => ScinRecord.BulkLogged,
            _ => 0,
        };
        return recovery | set.PageVerify switch
        {
            PageVerify.Checksum => ScinRecord.PageChecksums,
            PageVerify.TornPage => ScinRecord.TornPages,
            _ => 0,
        };
    }

    private static byte[] FileGroup(int id, string name)
    {
        var record = new FieldWriter(FileGroupStringsAt);
        record.U32(0x08, 0x10);
        record.U32(SfgiRecord.IdAt, (uint)id);
        record.U16(0x14, 1);
        record.Text(SfgiRecord.NameAt, name);
        return Finished(record, RecordTag.FileGroup);
    }

    private static byte[] File(DatabaseFile file, BackupSet set)
    {
        var record = new FieldWriter(FileStringsAt);
        record.U32(SfinRecord.FlagsAt, file.IsLog ? 0x0Cu : 0x84);
        record.U32(SfinRecord.PageSizeAt, PageSize);
        record.U32(SfinRecord.FileIdAt, (uint)file.FileId);
        record.U32(SfinRecord.PagesAt, (uint)(file.BackupSize / PageSize));
        record.U32(SfinRecord.KindAt, file.IsLog ? SfinRecord.LogFile : SfinRecord.DataFile);
        record.U32(SfinRecord.SourceBlockAt, (uint)file.SourceBlockSize);
        record.U32(SfinRecord.FileGroupIdAt, file.IsLog ? 0 : (uint)file.FileGroupId);
        record.U64(SfinRecord.SizeAt, file.Size);
        record.U64(SfinRecord.MaxSizeAt, file.MaxSize);
        record.U64(SfinRecord.GrowthAt, file.Growth);
        record.Lsn(SfinRecord.CreateLsnAt, file.CreateLsn);
        record.U64(SfinRecord.InitialSizeAt, file.Size);
        record.U64(SfinRecord.InitialSizeAt + sizeof(long), file.MaxSize);
        record.U64(SfinRecord.CurrentSizeAt, file.Size);
        record.Lsn(SfinRecord.DifferentialBaseLsnAt, file.DifferentialBaseLsn);
        record.Guid(SfinRecord.DifferentialBaseGuidAt, file.DifferentialBaseGuid);
        record.Guid(SfinRecord.UniqueIdAt, file.UniqueId);
        record.Lsn(SfinRecord.CheckpointLsnAt, set.CheckpointLsn);
        record.Lsn(SfinRecord.LastLsnAt, set.LastLsn);
        record.Lsn(SfinRecord.RedoStartLsnAt, set.FirstLsn);
        record.U64(SfinRecord.BackupSizeAt, file.BackupSize);
        record.Text(SfinRecord.LogicalNameAt, file.LogicalName);
        record.Text(SfinRecord.PhysicalNameAt, file.PhysicalName);
        return Finished(record, RecordTag.File);
    }

    private static byte[] Finished(FieldWriter record, uint tag)
    {
        record.U32(0, tag);
        record.U32(4, (uint)record.Length);
        return record.ToArray();
    }
}
