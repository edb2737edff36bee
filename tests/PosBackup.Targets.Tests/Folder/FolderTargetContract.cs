using PosBackup.Engine.Tests.Support;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Folder;
using PosBackup.Engine.Targets.Folder.Volumes;
using PosBackup.Targets.Tests.Contract;
using PosBackup.Targets.Tests.Support;

namespace PosBackup.Targets.Tests.Folder;

/// <summary>A plain folder keeps the contract.</summary>
public sealed class PlainFolderContractTests : FolderTargetContract
{
    protected override Task<ContractPlace> OpenPlaceAsync() => Task.FromResult(PlainPlace(NewFolder()));
}

/// <summary>So does a folder on a drive that is looked for.</summary>
public sealed class RemovableFolderContractTests : FolderTargetContract
{
    protected override Task<ContractPlace> OpenPlaceAsync() => Task.FromResult(DrivePlace(NewFolder(), out _));
}

/// <summary>Faults of folders.</summary>
[Lacks(nameof(WrongPassword_IsTold), "a folder of this system has no password")]
[Lacks(nameof(Lost_InAReadIsToldAndTheNextCallConnectsAnew), "a file that is open stays so until the kernel fails it")]
public abstract class FolderTargetContract : TargetContract
{
    protected override async Task<ContractPlace> OpenOnSmallDiskAsync() => PlainPlace(DisposedAfterTest(await TestMount.TmpfsAsync("8m")).Root);

    protected override Task<IBackupTarget> OpenUnreachableAsync() => Task.FromResult<IBackupTarget>(new FolderTarget(OnDrive, new NoSecrets(), new FakeVolumes()));

    protected override Task<ContractCut> OpenOnBreakableLineAsync()
    {
        ContractPlace place = DrivePlace(NewFolder(), out FakeVolumes volumes);
        return Task.FromResult(new ContractCut(place, () => volumes.Mounted[0] = volumes.Mounted[0] with { Identity = "plugged in again" }));
    }

    private protected static ContractPlace PlainPlace(string root) =>
        new(() => new FolderTarget(new FolderDefinition { Name = "folder", Path = root }, new NoSecrets(), new FakeVolumes()), new FolderBehind(root));

    private protected static ContractPlace DrivePlace(string root, out FakeVolumes volumes)
    {
        FakeVolumes mounted = volumes = new FakeVolumes(new MountedVolume(root, "1", "AAAA-0001", "KASSE"));
        return new ContractPlace(() => new FolderTarget(OnDrive, new NoSecrets(), mounted), new FolderBehind(Path.Combine(root, "PosBackup")));
    }

    private protected string NewFolder() => DisposedAfterTest(new Gone()).Path;

    private static FolderDefinition OnDrive => new() { Name = "sticks", Path = "PosBackup", Volumes = [new VolumeDefinition { Name = "stick A", Serial = "AAAA0001" }] };

    private sealed class Gone : IAsyncDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public string Path => _folder.Path;

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
