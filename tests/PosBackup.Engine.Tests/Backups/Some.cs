using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Tests.Backups;

/// <summary>Things that tests of backups begin with: a shop on an instance, its sets, a moment.</summary>
internal static class Some
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static Guid Family { get; } = new("fa000000-0000-0000-0000-000000000001");

    public static Guid Fork { get; } = new("f0000000-0000-0000-0000-000000000001");

    public static Guid FullGuid { get; } = new("b0000000-0000-0000-0000-000000000001");

    public static Lsn Lsn(uint block) => new(36, block, 1);

    public static DatabaseFacts Shop { get; } = new()
    {
        Name = "Shop",
        Id = 5,
        RecoveryModel = RecoveryModel.Full,
        FamilyGuid = Family,
        ForkGuid = Fork,
        LastLogBackupLsn = Lsn(100),
        Base = new DifferentialBase(Lsn(100), FullGuid),
        DataBytes = 64 << 20,
        LogBytes = 8 << 20,
    };

    /// <summary>Our full of the shop: the base, from LSN 100 to 110.</summary>
    public static OurSet Full { get; } = Set(BackupKind.Full, 100, 110, FullGuid);

    public static OurSet Set(BackupKind kind, uint first, uint last, Guid? guid = null) => new(
        new BackupSet
        {
            SetGuid = guid ?? Guid.NewGuid(),
            Position = 1,
            Kind = kind,
            Database = "Shop",
            Instance = "TILL",
            Description = SetMark.Describe(null, Guid.NewGuid()),
            FamilyGuid = Family,
            RecoveryForkGuid = Fork,
            RecoveryModel = RecoveryModel.Full,
            FirstLsn = Lsn(first),
            LastLsn = Lsn(last),
            CheckpointLsn = Lsn(first),
            DifferentialBaseGuid = kind == BackupKind.Differential ? FullGuid : null,
            StartedAt = new ServerTime(new DateTime(2026, 11, 20, 22, 0, 0), TimeSpan.FromHours(1)),
            FinishedAt = new ServerTime(new DateTime(2026, 11, 20, 22, 0, 5), TimeSpan.FromHours(1)),
        },
        [$"/backup/{kind}_{first}.bak"])
    {
        IsPresent = true,
    };

    public static HistorySet Foreign(BackupKind kind, uint first, uint last, Guid? guid = null) => new()
    {
        SetGuid = guid ?? Guid.NewGuid(),
        Kind = kind,
        Database = "Shop",
        User = @"DOMAIN\bob",
        Machine = "PC7",
        Path = @"D:\x.bak",
        FirstLsn = Lsn(first),
        LastLsn = Lsn(last),
        FinishedAt = new ServerTime(new DateTime(2026, 11, 21, 10, 12, 0), TimeSpan.FromHours(1)),
    };
}
