using PosBackup.Engine.Backups;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Restores.Steps;

/// <summary>Looks at a restored database, and says what it needs before it is put to use.</summary>
internal sealed class AfterRestore(SqlSession session, InstanceFacts instance)
{
    /// <summary>What it is like, with notes; the first is null when it cannot be opened.</summary>
    /// <param name="target">Its name.</param>
    /// <param name="before">The database that was overwritten; null when there was none.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<(RestoredDatabase? Restored, IReadOnlyList<RestoreNote> Notes)> LookAsync(string target, TargetFacts? before, CancellationToken cancellationToken)
    {
        TargetFacts? now = await TargetFactsQuery.ReadAsync(session, instance, target, cancellationToken).ConfigureAwait(false);
        if (now is null || now.Database.State != DatabaseState.Online)
            return (null, []);

        IReadOnlyList<Sql.Queries.OrphanedUser> orphans = await OrphanedUsersQuery.ReadAsync(session, instance, target, cancellationToken).ConfigureAwait(false);
        var restored = new RestoredDatabase
        {
            Owner = now.Owner,
            RecoveryModel = now.Database.RecoveryModel,
            PageVerify = now.PageVerify,
            CompatibilityLevel = now.CompatibilityLevel,
            OrphanedUsers = [.. orphans.Select(orphan => new OrphanedUser(orphan.Name, orphan.Login is not null, Fix(target, orphan)))],
        };
        return (restored, [.. Notes(target, now, before)]);
    }

    private static string Fix(string target, Sql.Queries.OrphanedUser orphan)
    {
        string use = $"USE {SqlQuote.Name(target)};";
        return orphan.Fix is { } fix ? $"{use} {fix}" : $"CREATE LOGIN {SqlQuote.Name(orphan.Name)} WITH PASSWORD = '…'; {use} ALTER USER {SqlQuote.Name(orphan.Name)} WITH LOGIN = {SqlQuote.Name(orphan.Name)};";
    }

    private static IEnumerable<RestoreNote> Notes(string target, TargetFacts now, TargetFacts? before)
    {
        string name = SqlQuote.Name(target);
        if (now.Database.IsInStandby)
            yield break;

        if (before?.Owner is { } owner && !string.Equals(owner, now.Owner, StringComparison.OrdinalIgnoreCase))
            yield return new RestoreNote($"the owner was {owner} and is {now.Owner ?? "nobody"} now", $"ALTER AUTHORIZATION ON DATABASE::{name} TO {SqlQuote.Name(owner)};");
        else if (now.Owner is null)
            yield return new RestoreNote($"{target} has no owner", $"ALTER AUTHORIZATION ON DATABASE::{name} TO [sa];");

        if (now.PageVerify != PageVerify.Checksum)
            yield return new RestoreNote($"pages of {target} carry no checksums, as when it was backed up", $"ALTER DATABASE {name} SET PAGE_VERIFY CHECKSUM;");

        if (before is not null && before.Database.RecoveryModel != now.Database.RecoveryModel)
            yield return new RestoreNote($"the recovery model was {before.Database.RecoveryModel} and is {now.Database.RecoveryModel} now, as in the backup");

        if (before is not null && before.CompatibilityLevel != now.CompatibilityLevel)
            yield return new RestoreNote($"the compatibility level was {before.CompatibilityLevel} and is {now.CompatibilityLevel} now, as in the backup");

        yield return new RestoreNote("a new recovery fork began: the next backup of it should be a full one", "posbackup takes a full by itself when a differential or log is asked for.");
    }
}
