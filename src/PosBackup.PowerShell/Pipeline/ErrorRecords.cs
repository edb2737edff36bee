using System.Runtime.InteropServices;
using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Pipeline;

/// <summary>
/// Error records of all cmdlets. The id is the code of the error, to which PowerShell adds the cmdlet; the hint is the recommended action; the target object is what the error
/// is about, never the cmdlet.
/// </summary>
internal static class ErrorRecords
{
    /// <summary>The category of each code: what a person would call it.</summary>
    public static IReadOnlyDictionary<string, ErrorCategory> Categories { get; } = new Dictionary<string, ErrorCategory>(StringComparer.Ordinal)
    {
        ["None"] = ErrorCategory.NotSpecified,
        ["Unknown"] = ErrorCategory.NotSpecified,
        ["InvalidOption"] = ErrorCategory.InvalidArgument,
        ["InstanceUnavailable"] = ErrorCategory.ConnectionError,
        ["InstanceAccessDenied"] = ErrorCategory.AuthenticationError,
        ["CertificateNotTrusted"] = ErrorCategory.SecurityError,
        ["DatabaseNotFound"] = ErrorCategory.ObjectNotFound,
        ["DatabaseUnavailable"] = ErrorCategory.ResourceUnavailable,
        ["BackupFailed"] = ErrorCategory.WriteError,
        ["Stalled"] = ErrorCategory.OperationTimeout,
        ["FolderNotWritable"] = ErrorCategory.PermissionDenied,
        ["NoSpace"] = ErrorCategory.LimitsExceeded,
        ["NotSupportedByEdition"] = ErrorCategory.NotImplemented,
        ["MediaMismatch"] = ErrorCategory.InvalidData,
        ["BackupSetCorrupt"] = ErrorCategory.InvalidData,
        ["BackupSetNotFound"] = ErrorCategory.ObjectNotFound,
        ["FileAccess"] = ErrorCategory.OpenError,
        ["ManifestUnreadable"] = ErrorCategory.InvalidData,
        ["ManifestOutdated"] = ErrorCategory.InvalidData,
        ["CatalogUnavailable"] = ErrorCategory.ResourceUnavailable,
        ["DatabaseDamaged"] = ErrorCategory.InvalidData,
        ["AssertionFileInvalid"] = ErrorCategory.ParserError,
        ["AssertionFailed"] = ErrorCategory.InvalidResult,
        ["Busy"] = ErrorCategory.ResourceBusy,
        ["Cancelled"] = ErrorCategory.OperationStopped,
        ["RestoreFailed"] = ErrorCategory.ReadError,
        ["ChainBroken"] = ErrorCategory.InvalidResult,
        ["DatabaseExists"] = ErrorCategory.ResourceExists,
        ["DatabaseInUse"] = ErrorCategory.ResourceBusy,
        ["VersionTooNew"] = ErrorCategory.InvalidType,
        ["TargetAccessDenied"] = ErrorCategory.PermissionDenied,
        ["HostNotTrusted"] = ErrorCategory.SecurityError,
        ["TargetUnavailable"] = ErrorCategory.ConnectionError,
        ["TargetFileNotFound"] = ErrorCategory.ObjectNotFound,
        ["TargetMisconfigured"] = ErrorCategory.InvalidData,
        ["TargetFileInvalid"] = ErrorCategory.ParserError,
        ["RetentionFileInvalid"] = ErrorCategory.ParserError,
        ["HoldFileInvalid"] = ErrorCategory.ParserError,
        ["HoldsLost"] = ErrorCategory.ResourceUnavailable,
        ["TargetNotFound"] = ErrorCategory.ObjectNotFound,
        ["ToolMissing"] = ErrorCategory.NotInstalled,
        ["SecretNotFound"] = ErrorCategory.AuthenticationError,
        ["CopyCorrupt"] = ErrorCategory.InvalidData,
        ["SourceChanged"] = ErrorCategory.InvalidData,
        ["AuditLogBroken"] = ErrorCategory.SecurityError,
        ["NotBackedUp"] = ErrorCategory.ResourceUnavailable,
        ["UnknownMethod"] = ErrorCategory.InvalidOperation,
        ["InvalidRequest"] = ErrorCategory.InvalidOperation,
        ["NoJson"] = ErrorCategory.InvalidOperation,
        ["NotInitialized"] = ErrorCategory.InvalidOperation,
        [RetentionOptionsCommand.RemovalRefused] = ErrorCategory.InvalidOperation,
        [Engine.EngineErrorCode.Missing] = ErrorCategory.NotInstalled,
        [Engine.EngineErrorCode.NotStarted] = ErrorCategory.ResourceUnavailable,
        [Engine.EngineErrorCode.Crashed] = ErrorCategory.ResourceUnavailable,
        [Engine.EngineErrorCode.ProtocolMismatch] = ErrorCategory.InvalidOperation,
    };

    /// <summary>Codes of what can be wrong with one object of a pipeline and right with the next.</summary>
    private static HashSet<string> OfOne { get; } = new(StringComparer.Ordinal)
    {
        "InvalidOption", "DatabaseNotFound", "DatabaseUnavailable", "BackupSetNotFound", "FileAccess", "Busy", "TargetNotFound", "TargetUnavailable", "TargetAccessDenied", "TargetMisconfigured", "HostNotTrusted",
    };

    private static Dictionary<string, object> NoArguments { get; } = [];

    /// <summary>PowerShell 7 shows the recommended action below the message; Windows PowerShell keeps it to itself, and there it stands in the text.</summary>
    private static bool ShowsActions { get; } = !RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal);

    /// <summary>An error of a call as a whole.</summary>
    public static ErrorRecord Of(PosBackupException error, object? target) => Of(error, target, NoArguments);

    /// <summary>The same of a call that was made of these arguments: it is about the one that it names.</summary>
    /// <param name="error">The error.</param>
    /// <param name="target">What it is about where it names no argument.</param>
    /// <param name="arguments">What was given, by the names of the parameters.</param>
    public static ErrorRecord Of(PosBackupException error, object? target, IReadOnlyDictionary<string, object> arguments)
    {
        string message = InPowerShell(error.Code, error.Message, arguments);
        string hint = InPowerShell(error.Code, error.Hint ?? "", arguments);
        var record = new ErrorRecord(error, error.Code, CategoryOf(error.Code), ErrorSubject.Of(error.Code, message, arguments) ?? target);
        record.ErrorDetails = new ErrorDetails(ShowsActions || hint.Length == 0 ? message : $"{message} ({hint})") { RecommendedAction = hint };

        return record;
    }

    /// <summary>An error about one object, of which there is a result as well.</summary>
    public static ErrorRecord Of(string code, string message, string? hint, object target) => Of(new PosBackupException(code, message, hint), target);

    /// <summary>What the engine says of one of the things that were named: a path, or the name of a target, a database, an instance or a store.</summary>
    public static ErrorRecord Of(JsonValue problem) =>
        Of(EnumWord.Pascal(problem["error"]["code"].Text), problem["error"]["message"].Text, problem["error"]["hint"].AsText(), problem["path"].Text);

    /// <summary>Whether an error of a call for one object says nothing of the others.</summary>
    public static bool IsOfOne(string code) => OfOne.Contains(code);

    /// <summary>What a target refused, by the word for it in a probe.</summary>
    public static string CodeOfTargetFailure(string? failure) => failure switch
    {
        "AuthFailed" or "Denied" => "TargetAccessDenied",
        "HostIdentity" => "HostNotTrusted",
        "Unreachable" or "Lost" => "TargetUnavailable",
        "NoSpace" => "NoSpace",
        "Missing" => "TargetFileNotFound",
        "Config" => "TargetMisconfigured",
        "ToolMissing" => "ToolMissing",
        _ => "Unknown",
    };

    /// <summary>Properties of a request are named only by who refuses it; elsewhere a word in quotes is a name that somebody gave.</summary>
    private static string InPowerShell(string code, string text, IReadOnlyDictionary<string, object> arguments) => code is "InvalidOption"
        ? ErrorSubject.WithValues(CommandLineWords.InPowerShell(ProtocolWords.InPowerShell(text, arguments)), arguments)
        : CommandLineWords.InPowerShell(text);

    private static ErrorCategory CategoryOf(string code) => Categories.TryGetValue(code, out ErrorCategory category) ? category : ErrorCategory.NotSpecified;
}
