using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Settings;

/// <summary>How the program reaches targets: with the secrets of its environment, and itself as what ssh asks for passwords.</summary>
internal static class TargetAccess
{
    /// <param name="targets">Best all that are defined, also those that are not used now: what this program starts inherits the password of none.</param>
    public static TargetRegistry Registry(IEnumerable<TargetDefinition> targets)
    {
        var secrets = new SecretSource();
        secrets.Hide(targets.SelectMany(TargetSecrets.Of));
        return new TargetRegistry(secrets, OwnProgram(), TimeProvider.System);
    }

    /// <summary>ssh can start a program, not a program with arguments: where this one runs as <c>dotnet posbackup.dll</c>, the executable beside it.</summary>
    private static string OwnProgram()
    {
        string beside = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "posbackup.exe" : "posbackup");
        return File.Exists(beside) ? beside : Environment.ProcessPath ?? beside;
    }
}
