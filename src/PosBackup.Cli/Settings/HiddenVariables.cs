using System.Collections.Concurrent;
using PosBackup.Engine;

namespace PosBackup.Cli.Settings;

/// <summary>
/// Secrets in the environment. Before a program such as ssh is started they are taken out of it, so that it does not inherit them; this process still finds
/// them here.
/// </summary>
internal static class HiddenVariables
{
    private static readonly ConcurrentDictionary<string, Secret> Hidden = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    /// <summary>The secret in a variable; null when there is none, or it is empty.</summary>
    public static Secret? Find(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? new Secret(value) : Hidden.GetValueOrDefault(name);

    /// <summary>Takes a variable out of the environment and keeps its secret.</summary>
    public static void Hide(string name)
    {
        if (Environment.GetEnvironmentVariable(name) is not { Length: > 0 } value)
            return;

        Hidden[name] = new Secret(value);
        Environment.SetEnvironmentVariable(name, value: null);
    }
}
