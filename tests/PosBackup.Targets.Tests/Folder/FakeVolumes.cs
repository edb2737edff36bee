using PosBackup.Engine;
using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets.Folder.Volumes;

namespace PosBackup.Targets.Tests.Folder;

/// <summary>Drives that a test puts in and pulls.</summary>
internal sealed class FakeVolumes(params MountedVolume[] mounted) : IVolumeLookup
{
    public List<MountedVolume> Mounted { get; } = [.. mounted];

    /// <summary>Asked at each look whether the drives are to change.</summary>
    public Action? Looking { get; set; }

    public IReadOnlyList<MountedVolume> Find() => [.. Mounted];

    public bool IsPresent(MountedVolume volume)
    {
        Looking?.Invoke();
        return Mounted.Contains(volume);
    }
}

/// <summary>No secrets at all.</summary>
internal sealed class NoSecrets : ISecretSource
{
    public ValueTask<Secret> FindAsync(SecretReference reference, string purpose, CancellationToken cancellationToken) =>
        throw new PosBackupException(ErrorCode.SecretNotFound, $"there is no {purpose}");
}
