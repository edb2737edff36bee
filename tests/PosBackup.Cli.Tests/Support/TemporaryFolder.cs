namespace PosBackup.Cli.Tests.Support;

/// <summary>A folder of one test, gone with it, with copies of corpus files.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("posbackup-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A writable copy of a corpus file.</summary>
    public string Copy(string corpusFile, string? name = null)
    {
        string copy = File(name ?? System.IO.Path.GetFileName(corpusFile));
        System.IO.File.WriteAllBytes(copy, System.IO.File.ReadAllBytes(Engine.Tests.Support.Corpus.PathOf(corpusFile)));
        return copy;
    }

    public static void FlipAByte(string path, long offset)
    {
        using FileStream file = System.IO.File.Open(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = offset;
        int value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ 0x10));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
