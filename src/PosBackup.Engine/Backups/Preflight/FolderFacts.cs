namespace PosBackup.Engine.Backups.Preflight;

/// <summary>What the preflight learned about the folder, for the steps that follow.</summary>
/// <param name="Folder">Folder as the instance sees it.</param>
/// <param name="Visible">Whether this process sees what the instance writes there.</param>
/// <param name="Compress">Whether sets are to be compressed, decided by what was asked for and what the instance can.</param>
internal sealed record FolderFacts(string Folder, bool Visible, bool Compress);
