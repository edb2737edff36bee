using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Backups.Steps;

/// <summary>Reads the facts and lets the planners decide.</summary>
internal sealed class PlanBackup(RunContext run, SqlSession session)
{
    /// <summary>Plans the backup of a database as it is now: an earlier backup of the run may have taken hours.</summary>
    /// <param name="name">Name of the database.</param>
    /// <param name="refused">Why the instance refused the planned kind a moment ago; null at first.</param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <exception cref="PosBackupException">DatabaseNotFound, InvalidOption, MediaMismatch and others: there is nothing that could be done.</exception>
    public async Task<BackupPlan> RunAsync(string name, Promotion? refused, CancellationToken cancellationToken)
    {
        IReadOnlyList<DatabaseFacts> databases = await DatabaseListQuery.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        DatabaseFacts database = databases.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.Ordinal))
            ?? throw new PosBackupException(ErrorCode.DatabaseNotFound, $"{name} is gone since the run began", "It may have been renamed or dropped.");

        (KindPlan kind, ChainFacts chain) = await PlanKindAsync(database, cancellationToken).ConfigureAwait(false);
        if (refused is not null && kind.Kind != BackupKind.Full)
            kind = kind.To(BackupKind.Full, refused);

        var mark = Guid.NewGuid();
        (MediaPlan media, MediaState? before) = await PlanMediaAsync(database, kind.Kind, mark, cancellationToken).ConfigureAwait(false);
        if (kind.Kind != BackupKind.Full && media.Placing is Placing.Swap or Placing.Init && before!.Sets.Overlaps(Dependencies.Of(kind.Kind, database, chain)))
        {
            kind = kind.To(
                BackupKind.Full,
                new Promotion(PromotionReason.BaseWouldBeOverwritten, $"{media.Files[0]} holds sets that a {kind.Kind} of {name} stands on; overwriting it takes a full"));
            (media, _) = await PlanMediaAsync(database, kind.Kind, mark, cancellationToken).ConfigureAwait(false);
        }

        return new BackupPlan { Database = database, Kind = kind, Media = media, Mark = mark };
    }

    private async Task<(KindPlan Kind, ChainFacts Chain)> PlanKindAsync(DatabaseFacts database, CancellationToken cancellationToken)
    {
        BackupOptions options = run.Options;
        if (options.Kind == BackupKind.Full)
            return (KindPlanner.Plan(options.Kind, options.CopyOnly, database, ChainFacts.Nothing), ChainFacts.Nothing);

        var reader = new ChainReader(run, session);
        ChainFacts chain = await reader.ReadAsync(database, cancellationToken).ConfigureAwait(false);
        KindPlan plan = KindPlanner.Plan(options.Kind, options.CopyOnly, database, chain);
        if (plan.Kind != BackupKind.Full)
            return (plan, chain);

        chain = await reader.WidenAsync(database, chain, cancellationToken).ConfigureAwait(false);
        return (KindPlanner.Plan(options.Kind, options.CopyOnly, database, chain), chain);
    }

    private async Task<(MediaPlan Plan, MediaState? Before)> PlanMediaAsync(DatabaseFacts database, BackupKind kind, Guid mark, CancellationToken cancellationToken)
    {
        BackupOptions options = run.Options;
        var request = new MediaRequest
        {
            Mode = options.Mode,
            Database = database.Name,
            Family = database.FamilyGuid,
            Kind = kind,
            Folder = run.Folder.Folder,
            MediaFile = options.MediaFile,
            Stripes = options.Stripes,
            Compress = run.Folder.Compress,
            Encrypt = options.Encryption is not null,
            BlockSize = options.BlockSize,
            Caps = options.Caps,
            Visible = run.Visible,
            Mark = mark,
            Now = run.Clock.GetUtcNow(),
        };
        MediaState? before = await new MediaReader(run, session).ReadAsync(request, cancellationToken).ConfigureAwait(false);
        return (MediaPlanner.Plan(request, before), before);
    }
}
