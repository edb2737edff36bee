using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Restores.Steps;

/// <summary>
/// Proves a tail-log before the database that it is of is overwritten: its header is read back, the instance finds the set valid, and where
/// this process sees the file it is checked, gets its manifest and its place in the catalog like every other backup.
/// </summary>
internal sealed class TailLogProof(RestoreOptions options, SqlSession session, BackupCatalog? catalog, TimeProvider clock)
{
    /// <summary>Proves it.</summary>
    /// <returns>What could not be written down of it.</returns>
    /// <exception cref="PosBackupException">BackupSetCorrupt, BackupSetNotFound: it cannot be relied on.</exception>
    public async Task<IReadOnlyList<RestoreNote>> RunAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<BackupSet> sets = await MediaHeaders.ReadSetsAsync(session, file, cancellationToken).ConfigureAwait(false);
            if (sets is not [{ Kind: BackupKind.Log } set] || !IsOfTarget(set))
                throw new PosBackupException(ErrorCode.BackupSetNotFound, $"{file} does not hold the tail-log of {options.TargetName}");

            await VerifyOnly.RunAsync(options.Instance, [file], set.Position, set.HasChecksum, cancellationToken).ConfigureAwait(false);
            return File.Exists(file) ? await RecordAsync(file, cancellationToken).ConfigureAwait(false) : [];
        }
        catch (PosBackupException e) when (e.Code != ErrorCode.Cancelled)
        {
            throw new PosBackupException(
                e.Code,
                $"the tail-log cannot be relied on: {e.Message}. Nothing was overwritten",
                $"RESTORE DATABASE {SqlQuote.Name(options.TargetName)} WITH RECOVERY; brings the database back as it was, without the loss of a row.",
                e);
        }
    }

    private bool IsOfTarget(BackupSet set) => string.Equals(set.Database, options.TargetName.TrimEnd(' '), StringComparison.OrdinalIgnoreCase);

    private async Task<IReadOnlyList<RestoreNote>> RecordAsync(string file, CancellationToken cancellationToken)
    {
        VerificationReport report = await MediaVerifier.VerifyAsync([file], new VerifyOptions(), cancellationToken: cancellationToken).ConfigureAwait(false);
        if (report.Verdict == Verdict.Damaged)
            throw new PosBackupException(ErrorCode.BackupSetCorrupt, $"{file} is damaged: {report.Findings.MaxBy(finding => finding.Severity)?.Message}");

        try
        {
            IReadOnlyList<Manifest> manifests = Manifest.FromVerification(report, clock.GetUtcNow());
            await ManifestStore.WriteAsync(file, manifests[0], cancellationToken).ConfigureAwait(false);
            catalog?.Record(manifests);
            return [];
        }
        catch (PosBackupException e)
        {
            return [new RestoreNote($"the tail-log is proven, but not written down: {e.Message}", e.Hint)];
        }
    }
}
