using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Backups.Steps;

/// <summary>What verification after a backup found.</summary>
internal sealed record Verification
{
    /// <summary>Our own pass over the media; null when it was not made.</summary>
    public VerificationReport? Report { get; init; }

    /// <summary>Whether the instance found the set valid; null when it was not asked.</summary>
    public bool? OnInstance { get; init; }

    public IReadOnlyList<BackupNote> Notes { get; init; } = [];

    /// <summary>Why the set must not count; null when nothing speaks against it.</summary>
    public PosBackupException? Error { get; init; }
}

/// <summary>
/// One sequential pass over the media, SHA-256 and level L1 together; and RESTORE VERIFYONLY where it was asked for, or where our own pass
/// cannot say enough: the file is out of sight, encrypted, or looks odd.
/// </summary>
internal sealed class VerifyWritten(RunContext run)
{
    public async Task<Verification> RunAsync(IReadOnlyList<string> files, BackupSet set, bool isRequired, CancellationToken cancellationToken)
    {
        bool wanted = run.Options.Verify || isRequired;
        VerificationReport? report = wanted && run.Visible ? await VerifyHereAsync(files, set.Database, cancellationToken).ConfigureAwait(false) : null;
        if (report is { Verdict: Verdict.Damaged })
            return new Verification { Report = report, Error = Damaged(files, report) };

        bool mustAsk = run.Options.VerifyOnInstance || (wanted && report is not { Verdict: Verdict.Intact });
        return mustAsk ? await AskAsync(files, set, report, cancellationToken).ConfigureAwait(false) : new Verification { Report = report };
    }

    private async Task<VerificationReport> VerifyHereAsync(IReadOnlyList<string> files, string database, CancellationToken cancellationToken)
    {
        var operation = new Operation("verify", database);
        run.Observer.Started(operation);
        try
        {
            return await MediaVerifier.VerifyAsync(files, new VerifyOptions(), new ObserverProgress(run.Observer, operation), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            run.Observer.Finished(operation);
        }
    }

    private async Task<Verification> AskAsync(IReadOnlyList<string> files, BackupSet set, VerificationReport? report, CancellationToken cancellationToken)
    {
        try
        {
            await VerifyOnly.RunAsync(run.Options.Instance, files, set.Position, set.HasChecksum, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<BackupNote> notes = report is { Verdict: Verdict.Suspect }
                ? [new BackupNote(ErrorCode.BackupSetCorrupt, $"the media looked suspect to us ({Worst(report)}), the instance found it valid", "Verify it again, and check the disk.")]
                : [];
            return new Verification { Report = report, OnInstance = true, Notes = notes };
        }
        catch (PosBackupException e) when (e.Code == ErrorCode.InstanceAccessDenied)
        {
            return new Verification { Report = report, Notes = [new BackupNote(e.Code, $"the set was not checked by the instance: {e.Message}", "Grant CREATE ANY DATABASE to the login.")] };
        }
        catch (PosBackupException e)
        {
            return new Verification { Report = report, OnInstance = false, Error = e };
        }
    }

    private static PosBackupException Damaged(IReadOnlyList<string> files, VerificationReport report) =>
        new(ErrorCode.BackupSetCorrupt, $"the backup in {string.Join(", ", files)} is damaged: {Worst(report)}", "Take it again, and check the disk and its cables.");

    private static string Worst(VerificationReport report) => report.Findings.MaxBy(finding => finding.Severity)?.Message ?? report.Verdict.ToString();
}

/// <summary>Hands progress on at once, on the thread that makes it.</summary>
internal sealed class ObserverProgress(IOperationObserver observer, Operation operation) : IProgress<OperationProgress>
{
    public void Report(OperationProgress value) => observer.Progressed(operation, value);
}
