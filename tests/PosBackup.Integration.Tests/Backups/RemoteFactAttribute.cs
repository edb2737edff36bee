using System.Diagnostics;
using PosBackup.Integration.Tests.Support;

namespace PosBackup.Integration.Tests.Backups;

/// <summary>A test with a server whose disk is not ours: skipped where no mount namespace can be made, but never in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RemoteFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> CanUnshare = new(() =>
    {
        if (!OperatingSystem.IsLinux() || !ClientProgram.IsInstalled("unshare"))
            return false;

        using Process trial = Process.Start(new ProcessStartInfo("unshare", [.. RemoteShop.Namespace, "true"]) { RedirectStandardError = true, UseShellExecute = false })!;
        trial.WaitForExit();
        return trial.ExitCode == 0;
    });

    public RemoteFactAttribute() => Skip = ClientTools.WhyToSkip(CanUnshare.Value, "Linux with unshare, as root");
}
