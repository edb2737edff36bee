using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Retention.Surveys;

/// <summary>
/// What the clock of a target shows: an empty file is written there, looked at and removed. It always has the same name, so that one that a broken line left goes with the
/// next.
/// </summary>
/// <param name="At">The time; null where it could not be asked, or the target tells none.</param>
/// <param name="Note">Why it could not be asked, where that keeps nothing from going: the disk is full, or the account may not write there. Null when it could.</param>
internal sealed record TargetClock(DateTimeOffset? At, RetentionNote? Note = null)
{
    /// <summary>Asks.</summary>
    /// <exception cref="TargetException">The line is gone: nobody knows what the clock shows.</exception>
    public static async Task<TargetClock> AskAsync(IBackupTarget target, string store, CancellationToken cancellationToken)
    {
        TargetPath home = RepositoryLayout.FolderOf(store).Child("clock");
        TargetPath probe = RepositoryLayout.PartOf(home, RepositoryLayout.IdOf("clock"));
        try
        {
            await target.PutAsync(probe, Stream.Null, new PutRequest { Length = 0 }, cancellationToken).ConfigureAwait(false);
            DateTimeOffset? shown = (await target.StatAsync(probe, cancellationToken).ConfigureAwait(false))?.ModifiedAt;
            await target.DeleteAsync(probe, cancellationToken).ConfigureAwait(false);
            return new TargetClock(shown);
        }
        catch (TargetException e) when (!e.IsTransient)
        {
            return new TargetClock(At: null, new RetentionNote(e.Code, $"the clock of {target.Name} was not compared with the one here, as no file could be written there for it: {e.Message}", e.Hint));
        }
    }
}
