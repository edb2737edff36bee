using PosBackup.Engine.Backups;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Restores.Facts;
using PosBackup.Engine.Restores.Journal;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Restores.Planning;

/// <summary>
/// What to do about a database that has the target's name.
/// <code>
/// none                                                          new
/// waits for more behind one of these sets, on its fork          continue
/// waits for nothing, and the journal says that we gave it up    begin anew
/// waits at the end of a tail-log that we took, on its fork      begin anew
/// anything else    without replace                              refused
///                  with replace, log in no backup, no choice    refused: take it or skip it
///                  with replace                                 replace; take over when somebody may be in it
/// </code>
/// </summary>
internal static class TargetRules
{
    /// <exception cref="PosBackupException">DatabaseExists, InvalidOption, DatabaseUnavailable.</exception>
    public static TargetDecision Decide(RestoreOptions options, RestoreFacts facts, IReadOnlyList<SetFamily> families)
    {
        if (facts.Target is not { } target)
            return new TargetDecision { Situation = TargetSituation.New };

        DatabaseFacts database = target.Database;
        bool waits = database.State == DatabaseState.Restoring || database.IsInStandby;
        RestoreJournal? journal = facts.Journal is { } found && families.Any(family => family.FamilyGuid == found.FamilyGuid) ? found : null;
        if (waits && Position(target, facts.LastRestore, families) is { } start && (journal is not null || !options.Replace))
        {
            return new TargetDecision
            {
                Situation = TargetSituation.Continue,
                Start = start,
                TakesOver = database.IsInStandby && target.OtherSessions != 0,
                Notes = [new RestoreNote($"{database.Name} stands at LSN {start.Lsn} of a restore that was begun before; this one goes on there")],
            };
        }

        if (journal is not null && IsGivenUp(target, journal))
            return BeginAnew(target, $"an earlier restore of {database.Name}, begun {journal.StartedAt:yyyy-MM-dd HH:mm:ss zzz}, broke off before anything could be carried on; it begins anew");

        if (!options.Replace)
            throw Exists(database, waits);

        return waits ? new TargetDecision { Situation = TargetSituation.Replace, TakesOver = database.IsInStandby } : Replace(options, target);
    }

    /// <summary>A restore of our own that was begun is given up for another from the beginning.</summary>
    public static TargetDecision BeginAnew(TargetFacts target, string why) => new()
    {
        Situation = TargetSituation.BeginAnew,
        TakesOver = target.Database.IsInStandby && target.OtherSessions != 0,
        Notes = [new RestoreNote(why)],
    };

    /// <summary>Only what the journal proves to be ours: a first RESTORE that broke off, or a tail-log of ours with nothing behind it.</summary>
    private static bool IsGivenUp(TargetFacts target, RestoreJournal journal) => target.Database.State == DatabaseState.Restoring
        && (target.RedoStartLsn is null
            ? journal.HasGivenUp
            : journal is { TailLogFile: not null, LastSet: null, ForkGuid: { } fork } && target.RedoStartForkGuid == fork);

    /// <summary>
    /// Where the database waits; null when it does not, or when what is in it is not of these backups. msdb keeps no record of a recovery
    /// without media, and calls a RESTORE recovered whose log ended before the moment; the fork tells a database that was online since.
    /// </summary>
    private static RestorePosition? Position(TargetFacts target, RecordedRestore? last, IReadOnlyList<SetFamily> families)
    {
        if (target.RedoStartLsn is not { } lsn || target.RedoStartForkGuid is not { } fork || last?.SetGuid is not { } lastSet)
            return null;

        KnownSet? known = families.SelectMany(family => family.Sets).FirstOrDefault(one => one.Set.SetGuid == lastSet);
        return known is null || (known.Set.RecoveryForkGuid != fork && ChainGraph.FirstFork(known.Set) != fork) ? null : new RestorePosition(fork, lsn, known.Set.Kind == BackupKind.Full ? lastSet : null);
    }

    private static TargetDecision Replace(RestoreOptions options, TargetFacts target)
    {
        DatabaseFacts database = target.Database;
        if (database.IsDatabaseSnapshot)
            throw new PosBackupException(ErrorCode.DatabaseExists, $"{database.Name} is a database snapshot", "Restore under another name.");

        bool hasLog = database.RecoveryModel != RecoveryModel.Simple;
        bool isDamaged = database.State is DatabaseState.Suspect or DatabaseState.RecoveryPending or DatabaseState.Emergency;
        if (hasLog && options.TailLog is null)
        {
            throw new PosBackupException(
                ErrorCode.InvalidOption,
                $"{database.Name} would be overwritten, and what was written to it since its last log backup is in no backup",
                "Say what becomes of it: take it (a tail-log backup, after which nobody can write), or skip it (it is lost).");
        }

        bool takes = options.TailLog == TailLogChoice.Take;
        if (takes && database.State == DatabaseState.Offline)
        {
            throw new PosBackupException(
                ErrorCode.DatabaseUnavailable, $"{database.Name} is offline: its log cannot be backed up", "Bring it online first, or skip the tail-log.");
        }

        return new TargetDecision
        {
            Situation = TargetSituation.Replace,
            TakesOver = database.State == DatabaseState.Online,
            TakesTailLog = takes && hasLog,
            IsDamaged = isDamaged,
            Notes = takes && hasLog ? [] : [new RestoreNote($"what was written to {database.Name} since its last backup is lost{(hasLog ? "" : ": in the SIMPLE recovery model there is no log to take")}")],
        };
    }

    private static PosBackupException Exists(DatabaseFacts database, bool waits) => waits
        ? new PosBackupException(
            ErrorCode.DatabaseExists,
            $"{database.Name} is in the middle of a restore of other backups than these",
            "Restore under another name (--as), finish that restore, or ask for replacing it (--replace).")
        : new PosBackupException(
            ErrorCode.DatabaseExists, $"there is a database {database.Name} already", "Restore under another name (--as), or ask for replacing it (--replace).");
}
