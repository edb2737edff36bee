namespace PosBackup.PowerShell.Tests.Support;

/// <summary>A test with a shell script.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "it needs a shell script";
    }
}
