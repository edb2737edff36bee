using System.Text.RegularExpressions;

namespace PosBackup.PowerShell.Pipeline;

/// <summary>
/// What is wrong with a request the engine tells by the names of its properties, which nobody at a prompt has ever seen: they become the parameters that the values came from.
/// </summary>
internal static class ProtocolWords
{
    private static readonly Regex Property = new(@"'(?<name>[a-z]+(\.[a-z]+)?)(\[[0-9]+\])?'", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    /// <summary>Parameters for properties; one that different cmdlets fill from different parameters has none.</summary>
    public static IReadOnlyDictionary<string, string> Parameters { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["blockSize"] = "BlockSize",
        ["bufferCount"] = "BufferCount",
        ["copiesWithinSeconds"] = "CopiesWithin",
        ["databases"] = "Database",
        ["description"] = "SetDescription",
        ["encryptionAlgorithm"] = "EncryptionAlgorithm",
        ["encryptionCertificate"] = "EncryptionCertificate",
        ["exclude"] = "ExcludeDatabase",
        ["from"] = "Path",
        ["fromTargets"] = "Target",
        ["jump"] = "JumpHost",
        ["jumpPassphrase"] = "JumpPassphrase",
        ["jumpPassword"] = "JumpCredential",
        ["maxAgeSeconds"] = "MaxAge",
        ["maxSets"] = "MaxSets",
        ["maxSizeBytes"] = "MaxSize",
        ["maxTransferSize"] = "MaxTransferSize",
        ["mediaFile"] = "MediaFile",
        ["missing"] = "Missing",
        ["mode"] = "Mode",
        ["moment"] = "Moment",
        ["moment.after"] = "After",
        ["moment.isBefore"] = "Before",
        ["moment.lsn"] = "Lsn",
        ["moment.mark"] = "Mark",
        ["moment.setGuid"] = "SetGuid",
        ["moment.time"] = "At",
        ["parallelism"] = "Parallelism",
        ["quick"] = "Quick",
        ["retainDays"] = "RetainDays",
        ["seed"] = "Seed",
        ["staging"] = "Staging",
        ["store"] = "Store",
        ["stripes"] = "Stripes",
        ["targetsFile"] = "TargetsPath",
        ["timeZone"] = "TimeZone",
        ["windowSeconds"] = "Window",
    };

    /// <summary>The same text in the words of PowerShell.</summary>
    public static string InPowerShell(string text) => Property.Replace(text, property => Parameters.TryGetValue(property.Groups["name"].Value, out string? parameter) ? $"-{parameter}" : property.Value);
}
