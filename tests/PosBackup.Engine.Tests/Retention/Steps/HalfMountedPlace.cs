using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Steps;

namespace PosBackup.Engine.Tests.Retention.Steps;

/// <summary>A place of which one file lies on a disk that is not mounted: its folder is there, and empty.</summary>
internal sealed class HalfMountedPlace(IRemovalPlace inner, string away) : IRemovalPlace
{
    public string? Address => inner.Address;

    public IDisposable Enter(HeldMedia media) => inner.Enter(media);

    public Task<string?> DifferenceAsync(HeldMedia media, CancellationToken cancellationToken) => inner.DifferenceAsync(media, cancellationToken);

    public Task DeleteFileAsync(string path) => inner.DeleteFileAsync(path);

    public Task DeleteManifestAsync(string path, Guid mediaSetId) => IsAway(path) ? Task.CompletedTask : inner.DeleteManifestAsync(path, mediaSetId);

    public Task<bool> ExistsAsync(string path) => IsAway(path) ? Task.FromResult(false) : inner.ExistsAsync(path);

    public Task<bool> IsFolderSeenAsync(string path) => IsAway(path) ? Task.FromResult(false) : inner.IsFolderSeenAsync(path);

    public bool IsExpected(string path, Guid mediaSetId) => inner.IsExpected(path, mediaSetId);

    public void Settle(IEnumerable<string> paths) => inner.Settle(paths);

    public void Forget(string path) => inner.Forget(path);

    private bool IsAway(string path) => string.Equals(path, away, StringComparison.Ordinal);
}
