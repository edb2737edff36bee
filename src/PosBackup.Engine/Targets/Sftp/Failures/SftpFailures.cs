using PosBackup.Engine.Targets.Sftp.Protocol;
using PosBackup.Engine.Targets.Sftp.Session;

namespace PosBackup.Engine.Targets.Sftp.Failures;

/// <summary>Makes of whatever goes wrong inside what a caller of the target is told.</summary>
internal static class SftpFailures
{
    /// <param name="exception">What went wrong.</param>
    /// <param name="target">Name of the target.</param>
    /// <param name="action">What was tried, with its object: <c>write 2026/x.bak</c>.</param>
    public static Exception Of(Exception exception, string target, string action) => exception switch
    {
        SessionEndedException ended => new TargetException(ended.Failure.Failure, $"target {target}: cannot {action}: {ended.Failure.Text}", ended.Failure.Hint, ended),
        SftpStatusException status => new TargetException(Of(status.Status), $"target {target}: cannot {action}: the server says {status.Status}", Hint(Of(status.Status)), status),
        SftpProtocolException protocol => new TargetException(TargetFailure.Unknown, $"target {target}: cannot {action}: {protocol.Message}", innerException: protocol),
        ObjectDisposedException => exception,
        _ => exception,
    };

    /// <summary>A status in the taxonomy. Version 3 says "Failure" of most things; then the words are looked at.</summary>
    public static TargetFailure Of(SftpStatus status) => status.Code switch
    {
        SftpStatusCode.NoSuchFile or SftpStatusCode.NoSuchPath => TargetFailure.Missing,
        SftpStatusCode.PermissionDenied or SftpStatusCode.WriteProtect => TargetFailure.Denied,
        SftpStatusCode.NoSpace or SftpStatusCode.QuotaExceeded => TargetFailure.NoSpace,
        SftpStatusCode.NoConnection or SftpStatusCode.ConnectionLost => TargetFailure.Lost,
        SftpStatusCode.BadMessage => TargetFailure.Config,
        _ when Says(status, "space") || Says(status, "quota") => TargetFailure.NoSpace,
        _ when Says(status, "permission denied") || Says(status, "read-only") => TargetFailure.Denied,
        _ when Says(status, "name too long") => TargetFailure.Config,
        _ => TargetFailure.Unknown,
    };

    private static bool Says(SftpStatus status, string words) => status.Message.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static string? Hint(TargetFailure failure) => failure switch
    {
        TargetFailure.NoSpace => "free space on the server, or let less be kept there",
        TargetFailure.Denied => "give the login the right to write in the folder of the target",
        TargetFailure.Config => "the server cannot have such a name",
        TargetFailure.Unknown => "the server does not say why: look whether its disk is full, and into its log",
        _ => null,
    };
}
