using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Steps;

namespace PosBackup.Engine.Tests.Retention.Steps;

/// <summary>A place whose disk is not mounted: its folders are there, and empty.</summary>
internal sealed class UnmountedPlace(IRemovalPlace inner) : IRemovalPlace
{
    public string? Address => inner.Address;

    public IDisposable Enter(HeldMedia media) => inner.Enter(media);

    public Task<string?> DifferenceAsync(HeldMedia media, CancellationToken cancellationToken) => inner.DifferenceAsync(media, cancellationToken);

    public Task DeleteFileAsync(string path) => Task.CompletedTask;

    public Task DeleteManifestAsync(string path, Guid mediaSetId) => Task.CompletedTask;

    public Task<bool> ExistsAsync(string path) => Task.FromResult(false);

    public Task<bool> IsFolderSeenAsync(string path) => Task.FromResult(false);

    public bool IsExpected(string path, Guid mediaSetId) => inner.IsExpected(path, mediaSetId);

    public void Settle(IEnumerable<string> paths) => inner.Settle(paths);

    public void Forget(string path) => inner.Forget(path);
}
