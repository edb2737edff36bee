using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Backups.Steps;

/// <summary>The result of one database while it grows. It begins as a failure, so that nothing forgotten looks like success.</summary>
internal sealed class ResultDraft
{
    private static readonly TimeSpan TooShortForRate = TimeSpan.FromMilliseconds(10);

    private readonly RunContext _run;
    private readonly List<BackupNote> _notes = [];
    private BackupResult _result;
    private Operation? _operation;

    public ResultDraft(RunContext run, string database)
    {
        _run = run;
        _result = new BackupResult
        {
            Database = database,
            Outcome = RunOutcome.Failed,
            Code = ErrorCode.Unknown,
            RequestedKind = run.Options.Kind,
            Mode = run.Options.Mode,
            StartedAt = run.Clock.GetUtcNow(),
        };
    }

    /// <summary>The plan is made.</summary>
    public void Take(BackupPlan plan, Operation operation)
    {
        _operation = operation;
        _result = _result with
        {
            TakenKind = plan.Kind.Kind,
            Promotions = plan.Kind.Promotions,
            RollOver = plan.Media.RollOver,
            Appended = plan.Media.Placing == Placing.Append,
            Files = [.. plan.Media.Files.Select(file => new BackupResultFile(file, Length: null, Sha256: null))],
        };
        foreach (Promotion promotion in plan.Kind.Promotions)
            _run.Observer.Warned(operation, ErrorCode.None, promotion.Message, hint: null);

        if (plan.Media.RollOver is { } rollOver)
            _run.Observer.Noted(operation, rollOver.Message);

        Note([.. plan.Kind.Notes, .. plan.Media.Notes]);
    }

    /// <summary>BACKUP ended, well or badly.</summary>
    public void Took(StatementOutcome outcome) => _result = _result with { BackupDuration = outcome.Duration, Messages = outcome.Messages };

    public void Verified(Verification verification, TimeSpan duration)
    {
        _result = _result with { Verification = verification.Report, VerifiedOnInstance = verification.OnInstance, VerifyDuration = duration };
        Note(verification.Notes);
    }

    /// <summary>The set is on the media, and recorded; it counts as success unless verification spoke against it.</summary>
    public void Succeed(WrittenSet written, IReadOnlyList<Manifest> manifests, PosBackupException? damage)
    {
        BackupSet set = written.Set;
        long bytes = set.CompressedSize > 0 ? set.CompressedSize : set.BackupSize;
        _result = _result with
        {
            Outcome = RunOutcome.Succeeded,
            Code = ErrorCode.None,
            Set = set,
            Compressed = manifests.Count > 0 && _run.Visible ? manifests[0].Media.IsCompressed : _run.Folder.Compress,
            Files = [.. manifests.Select(manifest => new BackupResultFile(manifest.Media.Path, _run.Visible ? manifest.Media.Length : null, manifest.Sha256))],
            Bytes = bytes,
            BytesPerSecond = _result.BackupDuration > TooShortForRate ? bytes / _result.BackupDuration.TotalSeconds : null,
        };
        if (damage is not null)
            Fail(damage);
    }

    public void Fail(PosBackupException error) => _result = _result with { Outcome = RunOutcome.Failed, Code = error.Code, Message = error.Message, Hint = error.Hint };

    public void Note(BackupNote? note)
    {
        if (note is not null)
            Note([note]);
    }

    public void Note(IReadOnlyList<BackupNote> notes)
    {
        _notes.AddRange(notes);
        foreach (BackupNote note in notes)
        {
            if (_operation is { } operation)
                _run.Observer.Warned(operation, note.Code, note.Message, note.Hint);
        }
    }

    public BackupResult Finish() => _result with { FinishedAt = _run.Clock.GetUtcNow(), Notes = _notes };
}
