using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Targets;

/// <summary>Makes targets of their definitions. Opening one connects to nothing yet.</summary>
public interface ITargetOpener
{
    /// <summary>The target, with its wrappers.</summary>
    IBackupTarget Open(TargetDefinition definition);
}
