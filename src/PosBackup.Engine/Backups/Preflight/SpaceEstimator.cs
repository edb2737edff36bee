using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Backups.Preflight;

/// <summary>
/// Estimates a backup from what the instance counts.
/// <code>
/// full           bytes in use
/// differential   bytes changed since the base (2016 SP2 and later); before that the last differential; else not known
/// log            bytes of log in use (a ceiling)
/// compressed     by the ratio of the last set of the kind; a ceiling without one
/// </code>
/// </summary>
internal sealed class SpaceEstimator(SqlSession session, InstanceFacts instance)
{
    /// <summary>Null when there is nothing to estimate by, or the login may not see it.</summary>
    public async Task<SpaceEstimate?> EstimateAsync(DatabaseFacts database, BackupKind kind, bool compress, CancellationToken cancellationToken)
    {
        try
        {
            SetSize? last = await LastSizeQuery.ReadAsync(session, database.Name, kind, cancellationToken).ConfigureAwait(false);
            SpaceEstimate? plain = kind switch
            {
                BackupKind.Log => await LogAsync(database, cancellationToken).ConfigureAwait(false),
                BackupKind.Differential => await DifferentialAsync(database, last, cancellationToken).ConfigureAwait(false),
                _ => await FullAsync(database, cancellationToken).ConfigureAwait(false),
            };
            return compress && plain is not null ? Compressed(plain, last) : plain;
        }
        catch (PosBackupException e) when (e.Code is ErrorCode.InstanceAccessDenied or ErrorCode.BackupFailed)
        {
            return null;
        }
    }

    internal static SpaceEstimate Compressed(SpaceEstimate plain, SetSize? last) => last is { Plain: > 0, Stored: > 0 } && last.Stored < last.Plain
        ? plain with { Bytes = (long)(plain.Bytes * ((double)last.Stored / last.Plain)) }
        : plain with { IsCeiling = true };

    private async Task<SpaceEstimate?> FullAsync(DatabaseFacts database, CancellationToken cancellationToken)
    {
        ByteCount? used = await UsedSpaceQuery.ReadAsync(session, database.Name, cancellationToken).ConfigureAwait(false);
        return used?.Bytes is { } bytes ? new SpaceEstimate(bytes, IsCeiling: false) : database.DataBytes > 0 ? new SpaceEstimate(database.DataBytes, IsCeiling: true) : null;
    }

    private async Task<SpaceEstimate?> DifferentialAsync(DatabaseFacts database, SetSize? last, CancellationToken cancellationToken)
    {
        if (instance.Version >= ChangedSpaceQuery.Since)
        {
            ByteCount? changed = await ChangedSpaceQuery.ReadAsync(session, database.Name, cancellationToken).ConfigureAwait(false);
            if (changed?.Bytes is { } bytes)
                return new SpaceEstimate(bytes, IsCeiling: false);
        }

        return last is null ? null : new SpaceEstimate(last.Plain, IsCeiling: true);
    }

    private async Task<SpaceEstimate?> LogAsync(DatabaseFacts database, CancellationToken cancellationToken)
    {
        ByteCount? used = await UsedLogQuery.ReadAsync(session, database.Name, cancellationToken).ConfigureAwait(false);
        return used?.Bytes is { } bytes ? new SpaceEstimate(bytes, IsCeiling: true) : null;
    }
}
