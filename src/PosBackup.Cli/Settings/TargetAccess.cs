using PosBackup.Engine.Targets;

namespace PosBackup.Cli.Settings;

/// <summary>How the program reaches targets: with the secrets of its environment, and itself as what ssh asks for passwords.</summary>
internal static class TargetAccess
{
    public static TargetRegistry Registry() => new(new SecretSource(), OwnProgram(), TimeProvider.System);

    /// <summary>ssh can start a program, not a program with arguments: where this one runs as <c>dotnet posbackup.dll</c>, the executable beside it.</summary>
    private static string OwnProgram()
    {
        string beside = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "posbackup.exe" : "posbackup");
        return File.Exists(beside) ? beside : Environment.ProcessPath ?? beside;
    }
}
