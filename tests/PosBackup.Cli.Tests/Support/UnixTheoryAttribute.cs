namespace PosBackup.Cli.Tests.Support;

/// <summary>A test that sends Unix signals; Windows has other ways to cancel.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no such signals" : null;
}
