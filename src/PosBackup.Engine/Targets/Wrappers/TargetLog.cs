using Microsoft.Extensions.Logging;

namespace PosBackup.Engine.Targets.Wrappers;

/// <summary>What a developer wants to know of the calls to a target. Names, sizes and times; never content, never a secret.</summary>
internal static partial class TargetLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Target}: {Call} done in {Milliseconds} ms")]
    public static partial void Done(this ILogger logger, string target, string call, long milliseconds);

    [LoggerMessage(2, LogLevel.Debug, "{Target}: {Call} failed after {Milliseconds} ms: {Failure}: {Reason}")]
    public static partial void Failed(this ILogger logger, string target, string call, long milliseconds, string failure, string reason);

    [LoggerMessage(3, LogLevel.Debug, "{Target}: {Call} cancelled after {Milliseconds} ms")]
    public static partial void Cancelled(this ILogger logger, string target, string call, long milliseconds);
}
