using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Media.Records;

/// <summary>SCIN: the backup set as a whole. Final only in MSLS.</summary>
internal static class ScinRecord
{
    public const int FlagsAt = 0x08;
    public const int DataFilesAt = 0x0C;
    public const int BuildAt = 0x18;
    public const int MinorAt = 0x1A;
    public const int MajorAt = 0x1B;
    public const int FirstLsnAt = 0x20;
    public const int LastLsnAt = 0x2A;
    public const int CheckpointLsnAt = 0x34;
    public const int DatabaseBackupLsnAt = 0x3E;
    public const int DatabaseCreatedAt = 0x48;
    public const int StartedAt = 0x4D;
    public const int FinishedAt = 0x52;
    public const int TypeLetterAt = 0x57;
    public const int SortOrderAt = 0x58;
    public const int CompatibilityLevelAt = 0x5B;
    public const int DatabaseIdAt = 0x5C;
    public const int DatabaseVersionAt = 0x5E;
    public const int BackupSizeAt = 0x60;
    public const int DatabaseNameAt = 0x68;
    public const int ServerNameAt = 0x6C;
    public const int LocaleIdAt = 0x74;
    public const int ComparisonStyleAt = 0x78;
    public const int BindingGuidAt = 0x7C;
    public const int RecoveryTargetLsnAt = 0x90;
    public const int RecoveryForkAt = 0x9C;
    public const int ForkPointLsnAt = 0xAC;
    public const int FirstRecoveryForkAt = 0xB8;
    public const int PreviousFullAt = 0xC8;
    public const int CollationLcidAt = 0xD8;
    public const int CollationFlagsAt = 0xDA;
    public const int CollationSortIdAt = 0xDC;
    public const int FamilyGuidAt = 0xE0;
    public const int TransferUnitsAt = 0xF2;
    public const int DatabaseStatusAt = 0xF4;
    public const int DifferentialBaseLsnAt = 0x104;
    public const int DifferentialBaseGuidAt = 0x110;
    public const int CompressedSizeAt = 0x158;

    /// <summary>Bits of the database status.</summary>
    public const uint BulkLogged = 0x4;
    public const uint Simple = 0x8;
    public const uint TornPages = 0x10;
    public const uint PageChecksums = 0x10000;

    /// <summary>Bit of the flags: a differential.</summary>
    public const uint DifferentialFlag = 0x800;

    /// <summary>Where the fields of this record end and its strings begin.</summary>
    public static int Limit(ReadOnlySpan<byte> record) => Fields.FirstString(record, DatabaseNameAt, ServerNameAt);

    /// <summary>What the record tells; position, names of media and files are not its to tell.</summary>
    /// <param name="record">The record with its strings.</param>
    /// <param name="offset">The set's offset from UTC, from its SSET.</param>
    public static BackupSet Read(ReadOnlySpan<byte> record, TimeSpan? offset)
    {
        var fields = new Fields(record, Limit(record));
        uint status = fields.U32(DatabaseStatusAt);
        char letter = (char)fields.Byte(TypeLetterAt);
        BackupKind kind = KindOf(letter);
        long size = fields.Long(BackupSizeAt);
        return new BackupSet
        {
            SetGuid = Guid.Empty,
            Position = 0,
            Kind = kind,
            TypeLetter = letter,
            Database = fields.Text(DatabaseNameAt),
            Instance = fields.Text(ServerNameAt),
            Flags = (BackupFlags)fields.U32(FlagsAt),
            SoftwareVersion = new Version(fields.Byte(MajorAt), fields.Byte(MinorAt), fields.U16(BuildAt)),
            FirstLsn = fields.Lsn(FirstLsnAt),
            LastLsn = fields.Lsn(LastLsnAt),
            CheckpointLsn = fields.Lsn(CheckpointLsnAt),
            DatabaseBackupLsn = fields.Lsn(DatabaseBackupLsnAt),
            DatabaseCreatedAt = Time(fields.Date(DatabaseCreatedAt), offset),
            StartedAt = Time(fields.Date(StartedAt), offset) ?? default,
            FinishedAt = Time(fields.Date(FinishedAt), offset),
            SortOrder = fields.Byte(SortOrderAt),
            CompatibilityLevel = fields.Byte(CompatibilityLevelAt),
            DatabaseId = fields.U16(DatabaseIdAt),
            DatabaseVersion = fields.U16(DatabaseVersionAt),
            BackupSize = size,
            CompressedSize = fields.Long(CompressedSizeAt) is > 0 and var compressed ? compressed : size,
            UnicodeLocaleId = (int)fields.U32(LocaleIdAt),
            UnicodeComparisonStyle = (int)fields.U32(ComparisonStyleAt),
            BindingGuid = fields.Guid(BindingGuidAt),
            RecoveryForkGuid = fields.Guid(RecoveryForkAt),
            FirstRecoveryForkGuid = fields.Guid(FirstRecoveryForkAt) is var first && first != Guid.Empty ? first : fields.Guid(RecoveryForkAt),
            ForkPointLsn = fields.Lsn(ForkPointLsnAt) is { IsZero: false } fork ? fork : null,
            PreviousFullGuid = fields.Guid(PreviousFullAt) is var previous && previous != Guid.Empty ? previous : null,
            CollationLcid = fields.U16(CollationLcidAt),
            CollationFlags = fields.U16(CollationFlagsAt),
            CollationSortId = fields.Byte(CollationSortIdAt),
            FamilyGuid = fields.Guid(FamilyGuidAt),
            RecoveryModel = (status & Simple) != 0 ? RecoveryModel.Simple
                : (status & BulkLogged) != 0 ? RecoveryModel.BulkLogged : RecoveryModel.Full,
            PageVerify = (status & PageChecksums) != 0 ? PageVerify.Checksum
                : (status & TornPages) != 0 ? PageVerify.TornPage : PageVerify.None,
            DifferentialBaseLsn = IsDifferential(kind) ? fields.Lsn(DifferentialBaseLsnAt) : null,
            DifferentialBaseGuid = IsDifferential(kind) ? fields.Guid(DifferentialBaseGuidAt) : null,
        };
    }

    public static ServerTime? Time(DateTime? local, TimeSpan? offset) => local is { } time ? new ServerTime(time, offset) : null;

    private static bool IsDifferential(BackupKind kind) =>
        kind is BackupKind.Differential or BackupKind.FileDifferential or BackupKind.PartialDifferential;

    private static BackupKind KindOf(char letter) => letter switch
    {
        'D' => BackupKind.Full,
        'I' => BackupKind.Differential,
        'L' => BackupKind.Log,
        'F' => BackupKind.File,
        'G' => BackupKind.FileDifferential,
        'P' => BackupKind.Partial,
        'Q' => BackupKind.PartialDifferential,
        _ => BackupKind.Unknown,
    };
}
