using System.Runtime.InteropServices;

namespace PosBackup.Engine.Backups.Preflight;

/// <summary>What a drive letter stands for in this session.</summary>
internal interface IDriveLookup
{
    /// <summary>The share behind a mapped drive (<c>\\nas\backup</c>); null when the letter is no mapped drive.</summary>
    string? ShareOf(char letter);
}

/// <summary>Asks Windows; elsewhere there are no drive letters.</summary>
internal sealed class DriveLookup : IDriveLookup
{
    private const int LongestShare = 1024;

    public static DriveLookup Instance { get; } = new();

    public string? ShareOf(char letter)
    {
        if (!OperatingSystem.IsWindows())
            return null;

        char[] share = new char[LongestShare];
        int length = share.Length;
        return GetConnection($"{letter}:", share, ref length) == 0 ? new string(share, 0, Array.IndexOf(share, '\0')) : null;
    }

    [DllImport("mpr.dll", EntryPoint = "WNetGetConnectionW", CharSet = CharSet.Unicode, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int GetConnection(string localName, [Out] char[] remoteName, ref int length);
}
