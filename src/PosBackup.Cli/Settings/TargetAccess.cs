using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Settings;

/// <summary>How the program reaches targets: with the secrets of its environment, and itself as what ssh asks for passwords.</summary>
internal static class TargetAccess
{
    /// <param name="file">All targets that are defined, also those that are not used now: what this program starts inherits the password of none, nor that of SQL Server.</param>
    /// <param name="prompt">Who is asked for secrets; null: the person at the terminal.</param>
    public static TargetRegistry Registry(TargetFile file, ISecretPrompt? prompt = null)
    {
        foreach (SecretReference reference in file.Targets.SelectMany(TargetSecrets.Of).Where(reference => reference.Place == SecretPlace.Environment))
            HiddenVariables.Hide(reference.Name);
        HiddenVariables.Hide(PasswordSource.Variable);
        return new TargetRegistry(new SecretSource(prompt ?? new TerminalPrompt()), OwnProgram(), TimeProvider.System);
    }

    /// <summary>ssh can start a program, not a program with arguments: where this one runs as <c>dotnet posbackup.dll</c>, the executable beside it.</summary>
    private static string OwnProgram()
    {
        string beside = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "posbackup.exe" : "posbackup");
        return File.Exists(beside) ? beside : Environment.ProcessPath ?? beside;
    }
}
