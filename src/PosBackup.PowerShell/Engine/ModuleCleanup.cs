namespace PosBackup.PowerShell.Engine;

/// <summary>Ends the engine of the session when the module is removed from it.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc />
    public void OnRemove(PSModuleInfo psModuleInfo) => EngineSession.EndCurrent();
}
