using PosBackup.Engine.Backups.Planning;

namespace PosBackup.Engine.Backups.Preflight;

/// <summary>Finds out whether an instance can write to a folder, compress, encrypt, and whether this process sees what it writes.</summary>
internal interface IFolderProbe
{
    /// <summary>Finds out what it can; the rest is null.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="folder">Folder as the instance sees it.</param>
    /// <param name="candidates">Names of small databases to try with, model first.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    Task<ProbeResult> RunAsync(InstanceFacts instance, string folder, IEnumerable<string> candidates, BackupOptions options, CancellationToken cancellationToken);
}
