namespace PosBackup.Engine.Files;

/// <summary>Tells what lies in a place from what lay there before, without reading it.</summary>
/// <param name="WrittenAt">When it was written.</param>
/// <param name="Length">Its length.</param>
internal readonly record struct FileStamp(DateTime WrittenAt, long Length)
{
    /// <summary>That of the file that whoever opens the path reads, at the end of all links; of a link to nowhere, that of the link itself; null where none is.</summary>
    public static FileStamp? Of(string path) => At(RealPath.Of(path)) ?? At(path);

    private static FileStamp? At(string path) => new FileInfo(path) is { Exists: true } file ? new FileStamp(file.LastWriteTimeUtc, file.Length) : null;
}
