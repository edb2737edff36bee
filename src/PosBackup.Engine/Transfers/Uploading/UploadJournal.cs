using PosBackup.Engine.Files;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers.Journal;

namespace PosBackup.Engine.Transfers.Uploading;

/// <summary>The journal of one upload: what an earlier run wrote of it, and what this one does. One that cannot be read is told and counts as none.</summary>
internal sealed class UploadJournal(UploadContext context, Operation operation, TargetPath work)
{
    private readonly JournalFile<TransferJournal> _file = context.Journals.Of(work);

    /// <summary>What an earlier attempt or run wrote; null for nothing that this version can go by.</summary>
    public async Task<TransferJournal?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _file.ReadAsync(journal => journal.Schema <= TransferJournal.CurrentSchema, cancellationToken).ConfigureAwait(false);
        }
        catch (PosBackupException e)
        {
            context.Observer.Noted(operation, $"{e.Message} {e.Hint}");
            return null;
        }
    }

    /// <summary>Begins to write down how far the ranges come.</summary>
    public JournalKeeper Keep(SourceFile source, IReadOnlyList<RangeProgress> ranges) => new(
        _file,
        new TransferJournal
        {
            Target = context.Target.Name,
            Medium = context.Description.Medium ?? "",
            Path = work.Value,
            Source = source.Path,
            Length = source.Length,
            StartedAt = context.Clock.GetUtcNow(),
            Ranges = ranges,
        },
        context.Clock);

    /// <summary>What it tells of is over. One that stays, because somebody reads it just now, harms nobody: it is written anew before it counts again.</summary>
    public void Remove()
    {
        try
        {
            _file.Remove();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            context.Observer.Noted(operation, $"the journal of an upload, {_file.Path}, could not be removed: {e.Message}");
        }
    }
}
