using PosBackup.Engine.Catalog;
using PosBackup.Engine.Drills;
using PosBackup.Engine.Drills.Evidence;
using PosBackup.Engine.Media;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Drills;

/// <summary>Drills that nobody has to run.</summary>
internal static class SomeDrill
{
    public static readonly Guid Family = new("6f1b1a56-5c57-4a87-9c0e-1f2d3c4b5a69");

    public const string Instance = @"STORE042\SQLEXPRESS";

    public static DrillEvidence Evidence(int logs = 2) => new()
    {
        DrillId = new Guid("1f2e3d4c-0000-4000-8000-000000000001"),
        ToolVersion = "0.1.0",
        User = @"HQ\drill",
        Machine = "HQ-DRILL-01",
        StartedAt = SomeMedia.Noon,
        FinishedAt = SomeMedia.Noon.AddMinutes(7),
        Outcome = DrillOutcome.Passed,
        Level = VerificationLevel.L3,
        Database = new DrilledDatabase { Name = "Shop", Instance = @"STORE042\SQLEXPRESS", FamilyGuid = Family },
        RestoredOn = new DrillInstance { Name = "HQ-DRILL-01", Version = "16.0.4165.4", Edition = "Developer Edition (64-bit)", ScratchDatabase = "PosBackupDrill_20260301040000_1f2e3d4c" },
        Sources = ["/backups/store042"],
        Sets = [Set(BackupKind.Full, 0), Set(BackupKind.Differential, 1), .. Enumerable.Range(2, logs).Select(i => Set(BackupKind.Log, i))],
        Moment = new DrilledMoment { Choice = DrillMoment.Random, Asked = SomeMedia.Noon.AddHours(-1), Reached = SomeMedia.Noon.AddHours(-1), Seed = 42 },
        Phases =
        [
            new(DrillPhase.Locate, TimeSpan.FromSeconds(2.3)), new(DrillPhase.Plan, TimeSpan.FromSeconds(0.2)), new(DrillPhase.Restore, TimeSpan.FromSeconds(201.5)),
            new(DrillPhase.CheckDb, TimeSpan.FromSeconds(173)), new(DrillPhase.Assertions, TimeSpan.FromSeconds(1.1)), new(DrillPhase.Drop, TimeSpan.FromSeconds(0.8)),
        ],
        Rto = new RtoMeasurement { Measured = TimeSpan.FromSeconds(204), Target = TimeSpan.FromMinutes(30) },
        Bytes = 1_734_981_632,
        CheckDb = new CheckDbResult { Outcome = CheckDbOutcome.Clean },
        AssertionFile = new DrilledFile { Path = "/etc/posbackup/shop.assertions.json", Length = 812, Sha256 = new string('c', 64) },
        Assertions =
        [
            new() { Name = "last receipt", Outcome = AssertionOutcome.Passed, Expected = "at least 1 and not lower than in the last drill (184220)", Found = "184467", Value = new NumberValue(184467) },
            new() { Name = "last sale", Outcome = AssertionOutcome.Passed, Expected = "not older than 1d before 2026-03-01T11:00:00+08:00", Found = "2026-03-01T10:58:41.137", Value = new MomentValue(new ServerTime(new DateTime(2026, 3, 1, 10, 58, 41, 137), null)) },
            new() { Name = "products", Outcome = AssertionOutcome.NotEvaluated, Expected = "not lower than in the last drill", Found = "5120", Reason = "no earlier drill to compare with", Value = new NumberValue(5120) },
        ],
        CleanUp = new CleanUpResult { Outcome = CleanUpOutcome.Removed },
    };

    public static DrillEvidence Failed() => Evidence() with
    {
        Outcome = DrillOutcome.Failed,
        Level = VerificationLevel.L2,
        Code = ErrorCode.AssertionFailed,
        Message = "1 of 1 assertions does not hold",
        Hint = "compare with the shop, and drill an older moment",
        Assertions = [new() { Name = "last receipt", Outcome = AssertionOutcome.Failed, Expected = "at least 1", Found = "NULL" }],
    };

    public static RecordedDrill Recorded(string database = "Shop", DateTimeOffset? startedAt = null) => new()
    {
        DrillId = Guid.NewGuid(),
        Instance = @"STORE042\SQLEXPRESS",
        Database = database,
        FamilyGuid = Family,
        RestoredOn = "HQ-DRILL-01",
        StartedAt = startedAt ?? SomeMedia.Noon,
        FinishedAt = (startedAt ?? SomeMedia.Noon).AddMinutes(7),
        Outcome = DrillOutcome.Passed,
        Level = VerificationLevel.L3,
        Moment = (startedAt ?? SomeMedia.Noon).AddHours(-1),
        RtoSeconds = 204.5,
        RtoTargetSeconds = 1800,
        Assertions = [new("last receipt", AssertionOutcome.Passed, new NumberValue(184467))],
        EvidencePath = "/evidence/drill_20260301_040000_1f2e3d4c.json",
    };

    private static DrilledSet Set(BackupKind kind, int i) => new()
    {
        SetGuid = new Guid(i + 1, 2, 3, new byte[8]),
        Kind = kind,
        Position = 1,
        FirstLsn = new Lsn(36, (uint)(352 + (i * 100)), 37),
        LastLsn = new Lsn(36, (uint)(452 + (i * 100)), 1),
        FinishedAt = new ServerTime(SomeMedia.Noon.DateTime.AddHours(i - 30), SomeMedia.Noon.Offset),
        Files = [new DrilledFile { Path = $@"D:\Backup\Shop_{(kind == BackupKind.Log ? "log" : "full")}_{i}.{(kind == BackupKind.Log ? "trn" : "bak")}", Length = 1_000_000 * (i + 1), Sha256 = new string('a', 64) }],
    };
}
