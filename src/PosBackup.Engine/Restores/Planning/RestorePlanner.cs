using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Files;
using PosBackup.Engine.Restores.Facts;
using PosBackup.Engine.Sql.Queries;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Restores.Planning;

/// <summary>
/// Turns a path through the sets into statements. Pure.
/// <code>
/// [take over] [tail-log]   full   differential   log …   log   [recover]
///                          └────────── NORECOVERY ────────┘    or the last one STANDBY
/// </code>
/// Nothing recovers but the last statement, so whatever breaks off can go on where it stopped. A step that may finish the restore ends as
/// the last would: if the moment lies behind it, the instance leaves the database waiting for more all the same, and only then says so. A
/// mark is looked for in that way even in the last log.
/// </summary>
internal sealed class RestorePlanner(RestoreOptions options, RestoreFacts facts, TargetDecision decision)
{
    private readonly List<PlannedStatement> _statements = [];
    private readonly List<RestoredFile> _files = [];
    private readonly HashSet<int> _placed = [.. decision.Situation == TargetSituation.Continue ? facts.Target!.Files.Select(file => file.FileId) : []];

    /// <summary>Plans.</summary>
    /// <param name="path">The sets in order.</param>
    /// <param name="tailLogFile">Where the tail-log goes; null when none is taken.</param>
    /// <param name="done">What this restore did already: the take-over and the tail-log.</param>
    /// <exception cref="PosBackupException">VersionTooNew, InvalidOption, FileAccess.</exception>
    public PlannedRestore Plan(ChainPath path, string? tailLogFile, IReadOnlyList<PlannedStatement> done)
    {
        VersionRules.Require(facts, path.Steps.Select(step => step.Known.Set));
        _statements.AddRange(done);
        IReadOnlyList<TargetFile> kept = decision.Situation == TargetSituation.New ? [] : facts.Target!.Files;
        var placement = new FilePlacement(options, facts);
        if (decision.TakesOver)
            Add(RestoreStepKind.TakeOver, "nobody may be in the database", DatabaseStatements.SetSingleUser(options.TargetName));

        if (decision.TakesTailLog && tailLogFile is not null)
            AddTailLog(tailLogFile);

        foreach ((int index, PathStep step) in path.Steps.Index())
            AddRestore(path, step, index == path.Steps.Count - 1, placement, kept);

        if (options.Finish == RestoreFinish.Recover && path.Stop is not LogStop.Mark)
            Add(RestoreStepKind.Recover, "brings the database online; what was not committed is rolled back", DatabaseStatements.Recover(options.TargetName));

        IReadOnlyList<VolumeNeed> volumes = SpaceNeeds.Of(_files, decision.Situation == TargetSituation.Continue ? [] : kept, facts);
        return new PlannedRestore(
            new RestorePlan
            {
                Database = options.Database,
                Target = options.TargetName,
                SourceInstance = path.Steps.Count > 0 ? path.Steps[^1].Known.Set.Instance : "",
                Instance = facts.Instance.Name,
                InstanceVersion = facts.Instance.Version,
                Moment = path.Moment,
                Reached = path.Reached,
                Steps = [.. _statements.Select(statement => statement.Step)],
                Files = _files,
                Volumes = volumes,
                Continues = decision.Situation == TargetSituation.Continue,
                Replaces = decision.Replaces,
                Notes = [.. decision.Notes, .. path.Notes.Select(note => new RestoreNote(note)), .. Notes(path, volumes)],
            },
            [.. _statements.Skip(done.Count)],
            path,
            decision);
    }

    private void AddRestore(ChainPath path, PathStep step, bool isLast, FilePlacement placement, IReadOnlyList<TargetFile> kept)
    {
        BackupSet set = step.Known.Set;
        SetCopy copy = step.Known.Best!;
        bool mayFinish = step.MayFinish || (isLast && path.Stop is LogStop.Mark);

        // A set can bring files that its predecessors did not have: they are placed where they first come up.
        RestoredFile[] moves = [.. placement.Place(set.Files.Where(file => _placed.Add(file.FileId)), kept)];
        _files.AddRange(moves);
        var command = new RestoreCommand
        {
            Database = options.TargetName,
            IsLog = set.Kind == BackupKind.Log,
            Files = [.. copy.Files.Select(file => file.Path)],
            Position = copy.Position,
            Moves = [.. moves.Select(file => new FileMove(file.LogicalName, file.To))],
            Replace = set.Kind == BackupKind.Full && decision.Replaces,
            Checksum = set.HasChecksum,
            Ending = (options.Finish, mayFinish, isLast) switch
            {
                (RestoreFinish.Recover, true, _) => RestoreEnding.Recovery,
                (RestoreFinish.Standby, true, _) or (RestoreFinish.Standby, _, true) => RestoreEnding.Standby(StandbyFile()),
                _ => RestoreEnding.NoRecovery,
            },
            Stop = step.HasStop ? Stop(path.Stop) : null,
        };
        _statements.Add(new PlannedStatement
        {
            Restore = command,
            Step = new RestoreStep
            {
                Number = _statements.Count + 1,
                Kind = set.Kind switch
                {
                    BackupKind.Full => RestoreStepKind.Full,
                    BackupKind.Differential => RestoreStepKind.Differential,
                    _ => RestoreStepKind.Log,
                },
                Reason = step.Reason,
                Sql = RestoreScript.Of(command),
                Set = set,
                Files = copy.Files,
                Position = copy.Position,
                Bytes = step.Known.Bytes,
                Estimate = step.Estimate,
                MayFinish = mayFinish,
            },
        });
    }

    private void AddTailLog(string file)
    {
        var command = new BackupCommand
        {
            Database = options.TargetName,
            Kind = BackupKind.Log,
            Files = [file],
            NoRecovery = true,
            NoTruncate = decision.IsDamaged,
            Name = $"{options.TargetName} tail-log",
            Description = SetMark.Describe("tail of the log before a restore", Guid.NewGuid()),
        };
        _statements.Add(new PlannedStatement
        {
            TailLog = command,
            Step = new RestoreStep
            {
                Number = _statements.Count + 1,
                Kind = RestoreStepKind.TailLog,
                Reason = "the log that is in no backup yet; afterwards nobody can write",
                Sql = RestoreScript.Of(command),
                Files = [new SetFile { Path = file }],
            },
        });
    }

    private void Add(RestoreStepKind kind, string reason, LongStatement statement) => _statements.Add(new PlannedStatement
    {
        Own = statement,
        Step = new RestoreStep { Number = _statements.Count + 1, Kind = kind, Reason = reason, Sql = statement.Text },
    });

    /// <summary>The undo file. SQL Server makes it anew, whatever lies there: it may be nobody else's, and never a backup.</summary>
    private string StandbyFile()
    {
        string folder = options.LogFolder ?? facts.Folders.Log
            ?? (_files.Select(file => file.To).Concat(facts.Target?.Files.Select(file => file.PhysicalName) ?? []).FirstOrDefault() is { } file ? ServerPath.Folder(file) : throw NoFolder());
        string path = options.StandbyFile ?? ServerPath.Join(folder, $"{FileNameText.Of(options.TargetName)}_standby.tuf");
        bool mayBeOurs = decision.Situation == TargetSituation.Continue && facts.Target!.Database.IsInStandby && !facts.IsBackup(path);
        return facts.OccupiedPaths.Contains(path) || (facts.IsInTheWay(path) && !mayBeOurs)
            ? throw new PosBackupException(ErrorCode.FileAccess, $"there is a file {path} already, which the undo file of {options.TargetName} would overwrite", "Name another undo file.")
            : path;
    }

    private PosBackupException NoFolder() => new(ErrorCode.InvalidOption, $"{facts.Instance.Name} tells no folder for the undo file of {options.TargetName}", "Name the undo file.");

    private static RestoreStop? Stop(LogStop? stop) => stop switch
    {
        LogStop.Time time => new RestoreStop.At(time.Local),
        LogStop.AtLsn lsn => RestoreStop.Mark.OfLsn(lsn.Lsn, lsn.IsBefore),
        LogStop.Mark mark => new RestoreStop.Mark(mark.Name, mark.After, mark.IsBefore),
        _ => null,
    };

    private IEnumerable<RestoreNote> Notes(ChainPath path, IReadOnlyList<VolumeNeed> volumes)
    {
        if (volumes.Any(volume => volume.FreeBytes is null))
            yield return new RestoreNote($"nobody tells how much is free on {string.Join(", ", volumes.Where(volume => volume.FreeBytes is null).Select(volume => volume.Volume))}", "Look yourself.");

        if (decision.TakesTailLog && path.Moment is RestoreMoment.Latest && facts.Target?.Database.FamilyGuid == path.FamilyGuid)
            yield return new RestoreNote("the tail-log will be part of the restore: the latest moment is its end");

        if (decision.Situation == TargetSituation.Continue && (options.DataFolder ?? options.LogFolder) is not null)
            yield return new RestoreNote("the folders that were named are left out of account: the files lie where the restore was begun");

        foreach (PathStep step in path.Steps.Where(step => step.Known.Best?.Verdict == Media.Verdict.Suspect))
            yield return new RestoreNote($"{step.Known} is suspect: its verification found something that may be damage", "If the restore fails there, restore to the moment before it.");
    }
}
