using PosBackup.Engine.Drills.Evidence;
using PosBackup.Engine.Drills.Journal;
using PosBackup.Engine.Files;
using PosBackup.Engine.Restores;

namespace PosBackup.Engine.Drills.Scratch;

/// <summary>
/// Scratch databases of drills that were killed: their journal is there, and nobody holds its lock. What another drill is using, or another
/// instance has, stays.
/// </summary>
internal sealed class LeftOvers(DrillJournalStore journals, ScratchRemoval removal)
{
    /// <summary>Removes those of one instance.</summary>
    /// <param name="instance">Name that the instance gives itself.</param>
    /// <param name="cancellationToken">Stops before the next one.</param>
    public async Task<RemovedLeftOvers> RemoveAsync(string instance, CancellationToken cancellationToken)
    {
        var removed = new List<string>();
        var notes = new List<RestoreNote>();
        foreach (string path in journals.Paths())
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (await journals.ReadAsync(path, cancellationToken).ConfigureAwait(false) is not { } journal || !string.Equals(journal.Instance, instance, StringComparison.OrdinalIgnoreCase))
                    continue;

                using FolderLock? gate = journals.TryLock(journal);
                if (gate is null)
                    continue;

                CleanUpResult result = await removal.RemoveAsync(journal).ConfigureAwait(false);
                if (result.Outcome == CleanUpOutcome.Removed)
                    removed.Add(journal.ScratchDatabase);
                else if (result.Outcome == CleanUpOutcome.LeftBehind)
                    notes.Add(new RestoreNote($"a left-over of the drill of {journal.Database}, begun {journal.StartedAt:yyyy-MM-dd HH:mm:ss}, stays: {result.Message}", "The next drill tries again."));
            }
            catch (PosBackupException e)
            {
                notes.Add(new RestoreNote(e.Message, e.Hint));
            }
        }

        return new RemovedLeftOvers(removed, notes);
    }
}

/// <summary>What became of left-overs.</summary>
/// <param name="Names">Scratch databases that are gone.</param>
/// <param name="Notes">What stays, and why.</param>
internal sealed record RemovedLeftOvers(IReadOnlyList<string> Names, IReadOnlyList<RestoreNote> Notes);
