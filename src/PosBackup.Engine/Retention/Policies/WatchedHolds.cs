using PosBackup.Engine.Files;

namespace PosBackup.Engine.Retention.Policies;

/// <summary>The holds of a file that may change while a run is at work: read again whenever another file lies there.</summary>
internal sealed class WatchedHolds(HoldStore store)
{
    private FileStamp? _stamp;
    private HoldFile? _file;

    /// <summary>What is held now; the same object as before while nothing has changed.</summary>
    /// <exception cref="PosBackupException">As <see cref="HoldStore.ReadAsync"/>.</exception>
    public async Task<HoldFile> ReadAsync(CancellationToken cancellationToken)
    {
        // Before the content: what changes between the two is seen the next time.
        FileStamp? stamp = FileStamp.Of(store.Path);
        if (_file is null || stamp != _stamp)
        {
            _file = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
            _stamp = stamp;
        }

        return _file;
    }
}
