using PosBackup.Engine;
using PosBackup.Engine.Media;

namespace PosBackup.Cli.Verbs;

/// <summary>Takes what a verification finds, file by file.</summary>
internal interface IVerifiedMedia
{
    /// <summary>A file that is gone or cannot be read.</summary>
    void Add(string path, PosBackupException error);

    /// <summary>A media set that was read.</summary>
    void Add(VerificationReport report);

    /// <summary>Something that a person should know and that stops nothing.</summary>
    void Warn(string message, string? hint);
}
