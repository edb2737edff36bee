using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Media.Records;

/// <summary>SFIN: a file of the database.</summary>
internal static class SfinRecord
{
    public const int FlagsAt = 0x08;
    public const int PageSizeAt = 0x10;
    public const int FileIdAt = 0x14;
    public const int PagesAt = 0x18;
    public const int KindAt = 0x1C;
    public const int SourceBlockAt = 0x20;
    public const int FileGroupIdAt = 0x24;
    public const int SizeAt = 0x28;
    public const int LogicalNameAt = 0x30;
    public const int PhysicalNameAt = 0x34;
    public const int MaxSizeAt = 0x56;
    public const int GrowthAt = 0x5E;
    public const int CreateLsnAt = 0x66;
    public const int InitialSizeAt = 0x72;
    public const int CurrentSizeAt = 0x82;
    public const int DifferentialBaseLsnAt = 0x9E;
    public const int DifferentialBaseGuidAt = 0xAA;
    public const int UniqueIdAt = 0xBA;
    public const int CheckpointLsnAt = 0xCA;
    public const int LastLsnAt = 0xDA;
    public const int RedoStartLsnAt = 0xEA;
    public const int BackupSizeAt = 0xFA;
    public const int DifferentialBaseTimeAt = 0x106;

    public const uint DataFile = 1;
    public const uint LogFile = 2;

    public static int Limit(ReadOnlySpan<byte> record) => Fields.FirstString(record, LogicalNameAt, PhysicalNameAt);

    /// <summary>Reads the record of a file in the filegroup that was named before it.</summary>
    public static DatabaseFile Read(ReadOnlySpan<byte> record, string? fileGroup)
    {
        var fields = new Fields(record, Limit(record));
        bool isLog = fields.U32(KindAt) == LogFile;
        return new DatabaseFile
        {
            LogicalName = fields.Text(LogicalNameAt),
            PhysicalName = fields.Text(PhysicalNameAt),
            IsLog = isLog,
            FileId = (int)fields.U32(FileIdAt),
            FileGroupId = (int)fields.U32(FileGroupIdAt),
            FileGroupName = isLog ? null : fileGroup,
            Size = fields.Long(SizeAt),
            MaxSize = fields.Long(MaxSizeAt),
            Growth = fields.Long(GrowthAt),
            BackupSize = fields.Long(BackupSizeAt),
            UniqueId = fields.Guid(UniqueIdAt),
            CreateLsn = fields.Lsn(CreateLsnAt),
            DifferentialBaseLsn = fields.Lsn(DifferentialBaseLsnAt),
            DifferentialBaseGuid = fields.Guid(DifferentialBaseGuidAt),
            SourceBlockSize = (int)fields.U32(SourceBlockAt),
        };
    }
}
