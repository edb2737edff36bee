using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Media;
using PosBackup.Engine.Restores;

namespace PosBackup.Cli.Tests.Support;

/// <summary>Hand-made plans, gaps and reports of one shop, with values that a reader can follow.</summary>
internal static class SomeRestore
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    public static Guid Guid(int number) => new($"00000000-0000-0000-0000-{number:d12}");

    public static ServerTime Time(int hour, int minute, int second = 0) => new(new DateTime(2026, 3, 1, hour, minute, second), China);

    public static RestoreMoment.At Moment { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 5, China));

    public static BackupSet Set(int number, BackupKind kind) => new()
    {
        SetGuid = Guid(number),
        Position = number,
        Kind = kind,
        Database = "Shop",
        Instance = @"TILL1\SQLEXPRESS",
        StartedAt = Time(10 + number, 0),
        FinishedAt = Time(10 + number, 0, 2),
        FirstLsn = new Lsn(31, (uint)(100 * number), 1),
        LastLsn = new Lsn(31, (uint)(100 * (number + 1)), 1),
        CompressedSize = 1024 * 1024 * number,
    };

    public static RestorePlan Plan { get; } = new()
    {
        Database = "Shop",
        Target = "Shop_look",
        Instance = @"TILL1\SQLEXPRESS",
        SourceInstance = "TILL1",
        InstanceVersion = new Version(16, 0, 4165),
        Moment = Moment,
        Reached = new ServerTime(new DateTime(2026, 3, 1, 12, 0, 5), China),
        Steps =
        [
            Step(1, RestoreStepKind.Full, "full that the rest builds on", BackupKind.Full, @"D:\B\a1.bak", @"D:\B\a2.bak"),
            Step(2, RestoreStepKind.Log, "log from LSN 31000000020000001 to 31000000030000001; stops at the moment", BackupKind.Log, @"D:\B\day.trn"),
            new RestoreStep { Number = 3, Kind = RestoreStepKind.Recover, Reason = "ready for use", Sql = "RESTORE DATABASE [Shop_look] WITH RECOVERY" },
        ],
        Files =
        [
            new RestoredFile("Shop", IsLog: false, @"D:\Old\Shop.mdf", @"E:\Data\Shop_look.mdf", 8 * 1024 * 1024),
            new RestoredFile("Shop_log", IsLog: true, @"D:\Old\Shop.ldf", @"E:\Data\Shop_look.ldf", 1024 * 1024),
        ],
        Volumes = [new VolumeNeed(@"E:\", 9 * 1024 * 1024, 100L * 1024 * 1024 * 1024), new VolumeNeed(@"F:\", 2048, FreeBytes: null), new VolumeNeed(@"G:\", 4096, 1024)],
        Notes = [new RestoreNote("the newest differential is damaged: passed over", "posbackup verify D:\\B")],
    };

    public static ChainGap Gap { get; } = new()
    {
        Reason = GapReason.SetMissing,
        Message = @"the log from LSN 31000000030000001 on is in the log backup of 2026-03-01T13:00:02+08:00, which was taken by TILL1\john and is in none of the places that were looked at",
        Moment = Moment,
        MissingFrom = new Lsn(31, 300, 1),
        MissingTo = new Lsn(31, 400, 1),
        Culprit = new KnownSet { Set = Set(3, BackupKind.Log), Source = SetSource.History, Devices = [@"X:\usb\john.trn"], Obstacle = SetObstacle.NotFound },
        Before = new ReachableMoment(new DateTimeOffset(2026, 3, 1, 11, 45, 0, China), Guid(2)),
        After = new ReachableMoment(new DateTimeOffset(2026, 3, 1, 14, 0, 0, China), EndOfSet: null),
    };

    public static RestoreReport Done { get; } = new()
    {
        RestoreId = Guid(9),
        Instance = @"TILL1\SQLEXPRESS",
        Database = "Shop",
        Target = "Shop_look",
        TargetState = DatabaseState.Restoring,
        Outcome = RestoreOutcome.Succeeded,
        Plan = Plan,
        Steps = [new RestoreStepResult(1, TimeSpan.FromSeconds(2), [new ServerMessage(3014, 0, 1, "RESTORE DATABASE successfully processed 1 pages")])],
        Reached = new ServerTime(new DateTime(2026, 3, 1, 12, 0, 5), China),
        Restored = new RestoredDatabase
        {
            Owner = "sa",
            RecoveryModel = RecoveryModel.Full,
            PageVerify = PageVerify.Checksum,
            CompatibilityLevel = 160,
            OrphanedUsers =
            [
                new OrphanedUser("till", HasNamesake: true, "USE [Shop_look]; ALTER USER [till] WITH LOGIN = [till];"),
                new OrphanedUser("office", HasNamesake: false, "CREATE LOGIN [office] WITH PASSWORD = '…'; USE [Shop_look]; ALTER USER [office] WITH LOGIN = [office];"),
            ],
        },
        Notes = [.. Plan.Notes, new RestoreNote("a new recovery fork began")],
        StartedAt = new DateTimeOffset(2026, 3, 1, 15, 0, 0, TimeSpan.Zero),
        FinishedAt = new DateTimeOffset(2026, 3, 1, 15, 1, 15, TimeSpan.Zero),
    };

    public static RestoreReport NotRecoverable { get; } = Done with
    {
        Outcome = RestoreOutcome.NotRecoverable,
        Code = ErrorCode.ChainBroken,
        Message = "Shop cannot be brought back",
        Gap = Gap,
        Plan = null,
        Steps = [],
        Reached = null,
        Restored = null,
        Notes = [],
        FinishedAt = new DateTimeOffset(2026, 3, 1, 15, 0, 1, TimeSpan.Zero),
    };

    private static RestoreStep Step(int number, RestoreStepKind kind, string reason, BackupKind backup, params string[] files) => new()
    {
        Number = number,
        Kind = kind,
        Reason = reason,
        Sql = $"RESTORE {(backup == BackupKind.Log ? "LOG" : "DATABASE")} [Shop_look]\nFROM DISK = N'{files[0]}'\nWITH FILE = {number}, NORECOVERY",
        Set = Set(number, backup),
        Files = [.. files.Select((file, i) => new SetFile { Path = file, Stripe = i + 1, Verdict = Verdict.Intact })],
        Position = number,
        Bytes = 1024 * 1024 * number,
        Estimate = TimeSpan.FromSeconds(number),
    };
}
