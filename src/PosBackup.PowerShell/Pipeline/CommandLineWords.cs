using System.Text.RegularExpressions;

namespace PosBackup.PowerShell.Pipeline;

/// <summary>
/// The engine says what to do in the words of its command line, which are no use at a prompt of PowerShell: options become parameters, and commands the cmdlets that do the same. What has no
/// counterpart here stays: the program is there as well.
/// </summary>
internal static class CommandLineWords
{
    private static readonly Regex Option = new("(?<![A-Za-z0-9-])--(?<name>[a-z]+(-[a-z]+)*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>Parameters for options; an option that means different things in different commands has none.</summary>
    public static IReadOnlyDictionary<string, string> Parameters { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["accept-loss"] = "AcceptLoss",
        ["acknowledge"] = "Acknowledge",
        ["after"] = "After",
        ["allow-plaintext"] = "AllowPlaintext",
        ["as"] = "NewName",
        ["assertions"] = "AssertionPath",
        ["catalog"] = "CatalogPath",
        ["connect-timeout"] = "ConnectTimeout",
        ["copies"] = "Copies",
        ["copies-within"] = "CopiesWithin",
        ["daily"] = "Daily",
        ["data-folder"] = "DataFolder",
        ["database"] = "Database",
        ["dropped-grace"] = "DroppedGrace",
        ["dry-run"] = "WhatIf",
        ["encrypt"] = "Encrypt",
        ["evidence"] = "EvidenceFolder",
        ["exclude"] = "ExcludeDatabase",
        ["folder"] = "To",
        ["foreign"] = "ForeignSets",
        ["from"] = "Path",
        ["from-target"] = "Target",
        ["host-key"] = "HostKey",
        ["ignore-clock"] = "IgnoreClock",
        ["instance"] = "ServerInstance",
        ["keep-last"] = "KeepLast",
        ["kind"] = "Kind",
        ["log-folder"] = "LogFolder",
        ["max-delete"] = "MaximumDeletePercent",
        ["media-file"] = "MediaFile",
        ["min-free"] = "MinimumFree",
        ["minimum-chains"] = "MinimumChains",
        ["monthly"] = "Monthly",
        ["policy"] = "PolicyPath",
        ["protection"] = "Protection",
        ["record"] = "Record",
        ["replace"] = "Replace",
        ["server-certificate"] = "ServerCertificate",
        ["source-instance"] = "SourceInstance",
        ["staging"] = "Staging",
        ["stall-timeout"] = "StallTimeout",
        ["standby"] = "StandbyFile",
        ["state"] = "StateFolder",
        ["store"] = "Store",
        ["stripes"] = "Stripes",
        ["tail-log"] = "TailLog",
        ["tail-log-folder"] = "TailLogFolder",
        ["target"] = "Target",
        ["targets"] = "TargetsPath",
        ["time-zone"] = "TimeZone",
        ["to"] = "At",
        ["to-set"] = "SetGuid",
        ["trust-server-certificate"] = "TrustServerCertificate",
        ["weekly"] = "Weekly",
        ["whole-within"] = "WholeWithin",
        ["window"] = "Window",
        ["yearly"] = "Yearly",
        ["zone"] = "TimeZone",
    };

    /// <summary>Cmdlets for commands, the longer ones first.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Cmdlets { get; } =
    [
        new("posbackup expire --dry-run", "Get-PosRetentionPlan"),
        new("posbackup sync --download", "Save-PosBackup"),
        new("posbackup sync --dry-run", "Sync-PosBackupRemote -WhatIf"),
        new("posbackup target add", "Register-PosBackupTarget"),
        new("posbackup target list", "Get-PosBackupTarget"),
        new("posbackup target remove", "Unregister-PosBackupTarget"),
        new("posbackup target test", "Test-PosBackupTarget"),
        new("posbackup target trust", "Register-PosBackupTarget -Replace"),
        new("posbackup backup", "Backup-PosDatabase"),
        new("posbackup check", "Test-PosBackupSetup"),
        new("posbackup drill", "Test-PosRestore"),
        new("posbackup expire", "Remove-ExpiredPosBackup"),
        new("posbackup inspect", "Get-PosBackup -Path"),
        new("posbackup list", "Get-PosBackup"),
        new("posbackup restore", "Restore-PosDatabase"),
        new("posbackup sync", "Sync-PosBackupRemote"),
        new("posbackup verify", "Test-PosBackup"),
    ];

    /// <summary>Choices that the engine speaks of, and that have names here. Whoever restores has no time to look them up.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Choices { get; } =
    [
        new("Say what becomes of it: take it (a tail-log backup, after which nobody can write), or skip it (it is lost).", "Say what becomes of it: -TailLog Take (a tail-log backup, after which nobody can write), or -TailLog Skip (it is lost)."),
        new("Ask for replacing, or leave the choice out.", "Give -Replace, or leave -TailLog out."),
        new("Ask for taking the tail-log, or leave the folder out.", "Give -TailLog Take, or leave -TailLogFolder out."),
        new("Ask for standby, or leave the undo file out.", "Give -Finish Standby, or leave -StandbyFile out."),
        new("Append to it, overwrite it, or name another file.", "Give -Mode Append or -Mode Overwrite, or name another file."),
    ];

    /// <summary>The same text in the words of PowerShell.</summary>
    public static string InPowerShell(string text)
    {
        foreach (KeyValuePair<string, string> choice in Choices)
            text = text.Replace(choice.Key, choice.Value);
        foreach (KeyValuePair<string, string> cmdlet in Cmdlets)
            text = text.Replace(cmdlet.Key, cmdlet.Value);

        return Option.Replace(text, option => Parameters.TryGetValue(option.Groups["name"].Value, out string? parameter) ? $"-{parameter}" : option.Value);
    }
}
