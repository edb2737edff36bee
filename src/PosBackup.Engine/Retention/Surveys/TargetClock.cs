using PosBackup.Engine.Files;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Retention.Surveys;

/// <summary>
/// What the clock of a target shows: an empty file is written there, looked at and removed. It always has the same name, so that one that a broken line left goes with the
/// next.
/// </summary>
internal static class TargetClock
{
    /// <summary>The time; null where the target tells none or takes no file.</summary>
    public static async Task<DateTimeOffset?> AskAsync(IBackupTarget target, string store, CancellationToken cancellationToken)
    {
        TargetPath home = TargetPath.Root.Child(FileNameText.Of(store)).Child("clock");
        TargetPath probe = RepositoryLayout.PartOf(home, RepositoryLayout.IdOf("clock"));
        try
        {
            await target.PutAsync(probe, Stream.Null, new PutRequest { Length = 0 }, cancellationToken).ConfigureAwait(false);
            DateTimeOffset? shown = (await target.StatAsync(probe, cancellationToken).ConfigureAwait(false))?.ModifiedAt;
            await target.DeleteAsync(probe, cancellationToken).ConfigureAwait(false);
            return shown;
        }
        catch (TargetException e) when (!e.IsTransient)
        {
            return null; // Nothing can be removed there either; who tries is told why.
        }
    }
}
