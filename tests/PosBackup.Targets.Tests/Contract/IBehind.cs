using PosBackup.Engine.Targets;

namespace PosBackup.Targets.Tests.Contract;

/// <summary>The files of a target, looked at and made from behind: not through the target.</summary>
public interface IBehind
{
    /// <summary>Content of a file; null when there is none.</summary>
    byte[]? Read(TargetPath path);

    /// <summary>Whether there is such a file.</summary>
    bool Exists(TargetPath path);

    /// <summary>Makes a file, with its folders; one that is there gets that content.</summary>
    void Write(TargetPath path, byte[] content);

    /// <summary>Makes a file of zeros, sparse.</summary>
    void WriteSparse(TargetPath path, long length);

    /// <summary>Makes a file of a name that may be none of a path's; false where that cannot be done.</summary>
    bool TryWriteRaw(TargetPath folder, string name);

    /// <summary>Sets the time stamp of a file.</summary>
    void SetTime(TargetPath path, DateTimeOffset time);
}
