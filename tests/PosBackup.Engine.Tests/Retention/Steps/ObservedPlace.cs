using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Steps;

namespace PosBackup.Engine.Tests.Retention.Steps;

/// <summary>A place with something that happens at its deletions.</summary>
/// <param name="inner">The place.</param>
/// <param name="deleting">Before a media file is deleted.</param>
/// <param name="deleted">After one was.</param>
/// <param name="deletedAsync">The same, awaited.</param>
/// <param name="looking">Before it is looked whether a file is there.</param>
internal sealed class ObservedPlace(
    IRemovalPlace inner, Action<string>? deleting = null, Action<string>? deleted = null, Func<string, Task>? deletedAsync = null, Action<string>? looking = null) : IRemovalPlace
{
    public string? Address => inner.Address;

    public IDisposable Enter(HeldMedia media) => inner.Enter(media);

    public Task<string?> DifferenceAsync(HeldMedia media, CancellationToken cancellationToken) => inner.DifferenceAsync(media, cancellationToken);

    public async Task DeleteFileAsync(string path)
    {
        deleting?.Invoke(path);
        await inner.DeleteFileAsync(path);
        deleted?.Invoke(path);
        if (deletedAsync is not null)
            await deletedAsync(path);
    }

    public Task DeleteManifestAsync(string path, Guid mediaSetId) => inner.DeleteManifestAsync(path, mediaSetId);

    public Task<bool> ExistsAsync(string path)
    {
        looking?.Invoke(path);
        return inner.ExistsAsync(path);
    }

    public Task<bool> IsFolderSeenAsync(string path) => inner.IsFolderSeenAsync(path);

    public bool IsExpected(string path, Guid mediaSetId) => inner.IsExpected(path, mediaSetId);

    public void Settle(IEnumerable<string> paths) => inner.Settle(paths);

    public void Forget(string path) => inner.Forget(path);
}
