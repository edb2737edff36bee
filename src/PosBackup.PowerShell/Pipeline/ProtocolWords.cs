using System.Text.RegularExpressions;

namespace PosBackup.PowerShell.Pipeline;

/// <summary>
/// What is wrong with a request the engine tells by the names of its properties, which nobody at a prompt has ever seen, or by the name of an option: they become the parameters that the
/// values came from. What stands in quotes behind the word target is the name of one.
/// </summary>
internal static class ProtocolWords
{
    private static readonly Regex Property = new(
        @"(?<!target )'(?<name>[a-z]+)(\[[0-9]+\])?(\.(?<inner>[a-z]+)(\[[0-9]+\])?)?'", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    private static readonly Regex Option = new("^[a-z ]+(?= ([^ ]+ is out of range|has [0-9]+ characters|holds a control character))", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>Parameters for properties; one that different cmdlets fill from different parameters is among <see cref="Alternatives"/>, or has none.</summary>
    public static IReadOnlyDictionary<string, string> Parameters { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["allowPlaintext"] = "AllowPlaintext",
        ["assertions"] = "AssertionPath",
        ["blockSize"] = "BlockSize",
        ["bufferCount"] = "BufferCount",
        ["catalog"] = "CatalogPath",
        ["certificatePins"] = "CertificatePin",
        ["connections"] = "Connections",
        ["connectTimeout"] = "ConnectTimeout",
        ["copiesWithinSeconds"] = "CopiesWithin",
        ["database"] = "Database",
        ["databases"] = "Database",
        ["dataFolder"] = "DataFolder",
        ["description"] = "SetDescription",
        ["encryptionAlgorithm"] = "EncryptionAlgorithm",
        ["encryptionCertificate"] = "EncryptionCertificate",
        ["exclude"] = "ExcludeDatabase",
        ["from"] = "Path",
        ["fromTargets"] = "Target",
        ["hostKeys"] = "HostKey",
        ["identityFile"] = "IdentityFile",
        ["instance.name"] = "ServerInstance",
        ["instance.password"] = "Credential",
        ["instance.serverCertificate"] = "ServerCertificate",
        ["instance.user"] = "Credential",
        ["jump"] = "JumpHost",
        ["jump.host"] = "JumpHost",
        ["jump.hostKeys"] = "JumpHostKey",
        ["jump.identityFile"] = "JumpIdentityFile",
        ["jump.passphrase"] = "JumpPassphraseFrom",
        ["jump.password"] = "JumpPasswordFrom",
        ["jump.port"] = "JumpPort",
        ["jump.user"] = "JumpUserName",
        ["jumpPassphrase"] = "JumpPassphrase",
        ["jumpPassword"] = "JumpCredential",
        ["logFolder"] = "LogFolder",
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
        ["port"] = "Port",
        ["program"] = "SshProgram",
        ["protection"] = "Protection",
        ["quick"] = "Quick",
        ["retainDays"] = "RetainDays",
        ["seed"] = "Seed",
        ["staging"] = "Staging",
        ["stallTimeout"] = "StallTimeout",
        ["store"] = "Store",
        ["stripes"] = "Stripes",
        ["targetsFile"] = "TargetsPath",
        ["terms.timeZone"] = "TimeZone",
        ["throttle.fullSpeed"] = "FullSpeed",
        ["throttle.rate"] = "Rate",
        ["timeZone"] = "TimeZone",
        ["user"] = "UserName",
        ["verify.blocks"] = "Blocks",
        ["verify.depth"] = "VerifyDepth",
        ["verify.wholeUpTo"] = "WholeUpTo",
        ["verify.wholeWithin"] = "WholeWithin",
        ["volumes"] = "Volume",
        ["volumes.expectedEvery"] = "ExpectedEvery",
        ["volumes.label"] = "Volume",
        ["volumes.name"] = "Volume",
        ["volumes.serial"] = "Volume",
        ["windowSeconds"] = "Window",
    };

    /// <summary>Properties that are filled from one of several parameters: it is the one that was given.</summary>
    public static IReadOnlyDictionary<string, string[]> Alternatives { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["folder"] = ["To", "Folder"],
        ["host"] = ["Sftp", "Ftp"],
        ["name"] = ["SetName", "Name"],
        ["passphrase"] = ["PassphraseFrom", "Passphrase"],
        ["password"] = ["PasswordFrom", "Credential"],
        ["path"] = ["Folder", "RemotePath"],
    };

    /// <summary>Parameters for options that are refused, by the words that the message begins with.</summary>
    public static IReadOnlyDictionary<string, string> Options { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["block size"] = "BlockSize",
        ["buffer count"] = "BufferCount",
        ["connect timeout"] = "ConnectTimeout",
        ["description"] = "SetDescription",
        ["maximum transfer size"] = "MaxTransferSize",
        ["name"] = "SetName",
        ["parallelism"] = "Parallelism",
        ["retain days"] = "RetainDays",
        ["stall timeout"] = "StallTimeout",
        ["stripes"] = "Stripes",
        ["window"] = "Window",
    };

    /// <summary>The same text in the words of PowerShell.</summary>
    /// <param name="text">The text.</param>
    /// <param name="arguments">What was given, by the names of the parameters.</param>
    public static string InPowerShell(string text, IReadOnlyDictionary<string, object> arguments) =>
        Property.Replace(Option.Replace(text, option => Options.TryGetValue(option.Value, out string? parameter) ? $"-{parameter}" : option.Value), property => Of(property, arguments) is { } parameter ? $"-{parameter}" : property.Value);

    private static string? Of(Match property, IReadOnlyDictionary<string, object> arguments)
    {
        string name = property.Groups["inner"].Success ? $"{property.Groups["name"].Value}.{property.Groups["inner"].Value}" : property.Groups["name"].Value;
        if (Parameters.TryGetValue(name, out string? parameter))
            return parameter;

        return Alternatives.TryGetValue(name, out string[]? alternatives) ? Array.Find(alternatives, arguments.ContainsKey) : null;
    }
}
