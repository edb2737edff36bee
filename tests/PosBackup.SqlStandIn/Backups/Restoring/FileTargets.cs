using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>Where the files of a database go: to the places that the backup set names, or where MOVE says.</summary>
/// <param name="DataName">Logical name of the data file.</param>
/// <param name="DataFile">Its path.</param>
/// <param name="LogName">Logical name of the log file.</param>
/// <param name="LogFile">Its path.</param>
internal sealed record FileTargets(string DataName, string DataFile, string LogName, string LogFile)
{
    public IReadOnlyList<string> Paths => [DataFile, LogFile];

    /// <summary>Chooses the places.</summary>
    /// <exception cref="SqlErrorException">3234; 1834, 5133, 3142 with 3156 and 3119; 3176; 3257.</exception>
    public static FileTargets Choose(BackupSet set, RestoreRequest request, Instance instance, Database? existing)
    {
        DatabaseFile data = set.Files.First(file => !file.IsLog);
        DatabaseFile log = set.Files.First(file => file.IsLog);
        foreach ((string name, string _) in request.Moves.Where(move => !set.Files.Any(file => IsNamed(file, move.LogicalName))))
            throw PlanningErrors.NotAFile(name, request.Database);

        var targets = new FileTargets(data.LogicalName, PathOf(data, request), log.LogicalName, PathOf(log, request));
        if (string.Equals(targets.DataFile, targets.LogFile, StringComparison.Ordinal))
            throw PlanningErrors.ClaimedTwice(targets.DataFile, targets.LogName, log.FileId, targets.DataName, data.FileId);
        targets.RequireUsable(request, instance, existing);
        targets.RequireSpace(set, instance, existing);
        return targets;
    }

    private static string PathOf(DatabaseFile file, RestoreRequest request) =>
        request.Moves.LastOrDefault(move => IsNamed(file, move.LogicalName)).Path ?? file.PhysicalName;

    private static bool IsNamed(DatabaseFile file, string logicalName) =>
        string.Equals(file.LogicalName, logicalName, StringComparison.OrdinalIgnoreCase);

    private void RequireUsable(RestoreRequest request, Instance instance, Database? existing)
    {
        var problems = new List<SqlMessage>();
        foreach ((string name, string path) in new[] { (DataName, DataFile), (LogName, LogFile) })
            problems.AddRange(ProblemsOf(name, path, request, instance, existing));
        if (problems.Count > 0)
            throw new SqlErrorException([.. problems, PlanningErrors.PlanningFailed()]);
    }

    private static IReadOnlyList<SqlMessage> ProblemsOf(string name, string path, RestoreRequest request, Instance instance, Database? existing)
    {
        if (!Path.IsPathRooted(path) || !Directory.Exists(Path.GetDirectoryName(path)))
            return [PlanningErrors.NoDirectory(path), PlanningErrors.CannotBeRestoredTo(name, path, state: 3)];
        Database? owner = instance.Databases.FirstOrDefault(database => database.Facts.DataFile == path || database.Facts.LogFile == path);
        if (owner is not null && owner != existing)
            return [PlanningErrors.FileInUse(path, owner.Name), PlanningErrors.CannotBeRestoredTo(name, path, state: 4)];
        if (owner is null && File.Exists(path) && !request.Replace)
            return [PlanningErrors.FileExists(name, path)];
        return [];
    }

    // A full disk is asked for as a fault: its amount is what the volume has left.
    private void RequireSpace(BackupSet set, Instance instance, Database? existing)
    {
        long required = set.Files.Sum(file => file.Size) - (existing is null ? 0 : Paths.Where(File.Exists).Sum(path => new FileInfo(path).Length));
        string volume = Path.GetPathRoot(DataFile) ?? DataFile;
        long available = instance.Faults.Take(FaultKind.DiskFull, existing?.Name)?.Amount ?? new DriveInfo(Path.GetDirectoryName(DataFile)!).AvailableFreeSpace;
        if (required > available)
            throw new SqlErrorException(PlanningErrors.NoSpace(volume, required, available), PlanningErrors.PlanningFailed());
    }
}
