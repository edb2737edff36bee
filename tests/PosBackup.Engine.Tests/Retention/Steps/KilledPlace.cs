using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Steps;

namespace PosBackup.Engine.Tests.Retention.Steps;

/// <summary>A place at which the process is killed before, or right after, a call.</summary>
internal sealed class KilledPlace(IRemovalPlace inner, int callsLeft, bool afterTheCall) : IRemovalPlace
{
    private int _left = callsLeft;

    /// <summary>Whether it came to that.</summary>
    public bool WasKilled { get; private set; }

    public string? Address => inner.Address;

    public IDisposable Enter(HeldMedia media) => inner.Enter(media);

    public Task<string?> DifferenceAsync(HeldMedia media, CancellationToken cancellationToken) => CallAsync(() => inner.DifferenceAsync(media, cancellationToken));

    public Task DeleteFileAsync(string path) => CallAsync(() => inner.DeleteFileAsync(path));

    public Task DeleteManifestAsync(string path, Guid mediaSetId) => CallAsync(() => inner.DeleteManifestAsync(path, mediaSetId));

    public Task<bool> ExistsAsync(string path) => CallAsync(() => inner.ExistsAsync(path));

    public Task<bool> IsFolderSeenAsync(string path) => CallAsync(() => inner.IsFolderSeenAsync(path));

    public bool IsExpected(string path, Guid mediaSetId)
    {
        bool isExpected = false;
        Call(() => isExpected = inner.IsExpected(path, mediaSetId));
        return isExpected;
    }

    public void Settle(IEnumerable<string> paths) => Call(() => inner.Settle(paths));

    public void Forget(string path) => Call(() => inner.Forget(path));

    private void Call(Action act)
    {
        bool isTheEnd = _left-- == 0;
        if (!isTheEnd || afterTheCall)
            act();
        Die(isTheEnd);
    }

    private async Task CallAsync(Func<Task> act)
    {
        bool isTheEnd = _left-- == 0;
        if (!isTheEnd || afterTheCall)
            await act();
        Die(isTheEnd);
    }

    private async Task<T> CallAsync<T>(Func<Task<T>> act)
    {
        T result = default!;
        await CallAsync(async () => { result = await act(); });
        return result;
    }

    private void Die(bool isTheEnd)
    {
        if (!isTheEnd)
            return;

        WasKilled = true;
        throw new KilledException();
    }
}

/// <summary>The process is gone: nobody is there to catch it.</summary>
internal sealed class KilledException : Exception;
