using PosBackup.Engine.Targets;

namespace PosBackup.Targets.Tests.Contract;

/// <summary>The files of an <see cref="InMemoryTarget"/>.</summary>
internal sealed class MemoryBehind(MemoryStore store) : IBehind
{
    public byte[]? Read(TargetPath path) => store.Find(path)?.ToArray();

    public bool Exists(TargetPath path) => store.Find(path) is not null;

    public void Write(TargetPath path, byte[] content)
    {
        MemoryFile file = store.FindOrMake(path);
        file.SetLength(0);
        file.Write(offset: 0, content);
    }

    public void WriteSparse(TargetPath path, long length) => store.FindOrMake(path).SetLength(length);

    public bool TryWriteRaw(TargetPath folder, string name) => false;

    public void SetTime(TargetPath path, DateTimeOffset time) => store.FindOrMake(path).ModifiedAt = time;
}
