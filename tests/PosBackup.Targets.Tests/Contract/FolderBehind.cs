using PosBackup.Engine.Targets;

namespace PosBackup.Targets.Tests.Contract;

/// <summary>The files of a target that keeps them in a folder of this machine.</summary>
/// <param name="root">The folder.</param>
/// <param name="giveToOwner">Gives a file or folder that was made here to the account of the server; null when that is this one.</param>
public sealed class FolderBehind(string root, Action<string>? giveToOwner = null) : IBehind
{
    public byte[]? Read(TargetPath path) => File.Exists(At(path)) ? File.ReadAllBytes(At(path)) : null;

    public bool Exists(TargetPath path) => File.Exists(At(path));

    public void Write(TargetPath path, byte[] content)
    {
        MakeFolder(path.Folder);
        File.WriteAllBytes(At(path), content);
        giveToOwner?.Invoke(At(path));
    }

    public void WriteSparse(TargetPath path, long length)
    {
        MakeFolder(path.Folder);
        using (FileStream file = File.Create(At(path)))
            file.SetLength(length);
        giveToOwner?.Invoke(At(path));
    }

    public bool TryWriteRaw(TargetPath folder, string name)
    {
        if (OperatingSystem.IsWindows())
            return false;
        MakeFolder(folder);
        File.WriteAllBytes(At(folder) + "/" + name, []);
        return true;
    }

    public void SetTime(TargetPath path, DateTimeOffset time) => File.SetLastWriteTimeUtc(At(path), time.UtcDateTime);

    private string At(TargetPath path) => Path.Combine([root, .. path.Names]);

    private void MakeFolder(TargetPath folder)
    {
        if (folder.IsRoot || Directory.Exists(At(folder)))
            return;
        MakeFolder(folder.Folder);
        Directory.CreateDirectory(At(folder));
        giveToOwner?.Invoke(At(folder));
    }
}
