using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>
/// Whether a differential or a log continues what has been restored so far.
/// <code>
/// restored up to 150     log 100…200: applies from 150    log 160…200: 4305, too recent    log 100…140: 4326, too early
/// forks                  A ──150──► B: a log that went from A to B at 150 applies if the database is on A, not beyond 150, or on B
/// </code>
/// </summary>
internal static class SequenceRules
{
    /// <exception cref="Tds.SqlErrorException">3118, 3117, 3154, 4319, and what the kind of the set adds.</exception>
    public static Database Require(Database? database, BackupSet set, RestoreRequest request)
    {
        if (database is null)
            throw PlanningErrors.NothingToRollForward(request.Database);
        DatabaseFacts facts = database.Facts;
        if (facts.State != DatabaseState.Restoring && !facts.IsStandby)
            throw PlanningErrors.NotRestoring();
        if (facts.FamilyGuid != set.FamilyGuid)
            throw PlanningErrors.OtherDatabase(database.Name);
        if (facts.RedoLsn.IsZero)
            throw PlanningErrors.Interrupted(facts.DataName);
        if (set.Kind == BackupKind.Differential)
            RequireBase(facts, set);
        else
            RequireJoint(facts, set);
        RequireFork(facts, set);
        if (request.Stop?.Time is { } time && time < facts.RedoTime)
            throw RestoreErrors.StopTooEarly();
        return database;
    }

    private static void RequireBase(DatabaseFacts facts, BackupSet set)
    {
        if (set.DifferentialBaseGuid != facts.DifferentialBaseGuid || set.DifferentialBaseLsn != facts.DifferentialBaseLsn)
            throw PlanningErrors.OtherBase();
        if (set.LastLsn < facts.RedoLsn)
            throw PlanningErrors.TooEarly(set.LastLsn, facts.RedoLsn);
    }

    private static void RequireJoint(DatabaseFacts facts, BackupSet set)
    {
        if (set.FirstLsn > facts.RedoLsn)
            throw PlanningErrors.TooRecent(set.FirstLsn, facts.RedoLsn);
        if (set.LastLsn < facts.RedoLsn)
            throw PlanningErrors.TooEarly(set.LastLsn, facts.RedoLsn);
    }

    private static void RequireFork(DatabaseFacts facts, BackupSet set)
    {
        bool isOnFork = set.RecoveryForkGuid == facts.RecoveryFork;
        bool leadsToFork = set.FirstRecoveryForkGuid == facts.RecoveryFork && (set.ForkPointLsn is not { } point || facts.RedoLsn <= point);

        // A differential brings its base to where it stands, whatever forks lie between, as long as nothing else was rolled forward.
        bool bridges = set.Kind == BackupKind.Differential && facts.RedoLsn == facts.RestoredLsn;
        if (!isOnFork && !leadsToFork && !bridges)
            throw PlanningErrors.OtherFork();
    }
}
