using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Restores.Sources;

/// <summary>What was found where backups were looked for.</summary>
/// <param name="Families">The databases, the one with the newest set first.</param>
/// <param name="Problems">Files and folders that could not be read: a backup may be in one of them.</param>
internal sealed record RestoreSources(IReadOnlyList<SetFamily> Families, IReadOnlyList<RestoreNote> Problems);
