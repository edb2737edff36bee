using PosBackup.Engine.Backups;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Restores;
using PosBackup.Engine.Restores.Facts;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Tests.Restores;

/// <summary>Options, instances and databases in the way of a restore.</summary>
internal static class SomeTarget
{
    public static readonly RestoreOptions Options = new() { Instance = new InstanceOptions { Instance = "TILL" }, Database = "Shop" };

    public static RestoreFacts Facts(TargetFacts? target = null, params IEnumerable<string> occupied) => new()
    {
        Instance = new InstanceFacts { Name = "TILL", Machine = "TILL", Version = new Version(16, 0, 4165, 4), Edition = "Express Edition (64-bit)", Collation = "Latin1_General_CI_AS", Login = "sa" },
        NewestVersion = 957,
        Target = target,
        Folders = new FileFolders(@"D:\data", @"E:\log"),
        OccupiedPaths = occupied.ToHashSet(StringComparer.OrdinalIgnoreCase),
        Volume = folder => folder[..3],
    };

    public static TargetFacts Database(DatabaseState state = DatabaseState.Online, RecoveryModel model = RecoveryModel.Full, bool isInStandby = false, Lsn? redo = null, Guid? fork = null) => new()
    {
        Database = new DatabaseFacts { Name = "Shop", Id = 7, State = state, RecoveryModel = model, IsInStandby = isInStandby },
        OtherSessions = 1,
        Files =
        [
            new TargetFile { LogicalName = "Shop", PhysicalName = @"D:\data\Shop.mdf", FileId = 1, Bytes = 80, RedoStartLsn = redo, RedoStartForkGuid = fork },
            new TargetFile { LogicalName = "Shop_log", PhysicalName = @"E:\log\Shop.ldf", FileId = 2, IsLog = true, Bytes = 20 },
        ],
    };

    public static DatabaseFile File(int id, string name, bool isLog = false, long size = 100) =>
        new() { FileId = id, LogicalName = name, IsLog = isLog, Size = size, PhysicalName = $@"C:\old\{name}.x" };
}
