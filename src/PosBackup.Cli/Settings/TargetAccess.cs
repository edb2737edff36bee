using PosBackup.Engine.Targets;

namespace PosBackup.Cli.Settings;

/// <summary>How the program reaches targets: with the secrets of its environment, and itself as what ssh asks for passwords.</summary>
internal static class TargetAccess
{
    public static TargetRegistry Registry() => new(new SecretSource(), Environment.ProcessPath ?? "posbackup", TimeProvider.System);
}
