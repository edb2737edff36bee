using PosBackup.Engine.Targets.Ftp.Wire;

namespace PosBackup.Engine.Targets.Ftp.Failures;

/// <summary>
/// What a negative reply means. Codes are shared by many causes, so the text decides where ProFTPD, vsftpd and Pure-FTPd were measured to differ:
/// <code>
/// disk full      452 … No space left on device, 451 Transfer aborted. Input/output error (where the last write was cut short) · 451 Failure writing to local file · 451 Error during write to file
/// TLS demanded   550 SSL/TLS required … · 530 Non-anonymous sessions must use encryption · 421 … cleartext sessions are not accepted
/// data spoilt    426 … · 426 Failure reading network stream · 451 Error during read from data connection
/// session reuse  425 Unable to build data connection: Operation not permitted · 522 SSL connection failed: session reuse required
/// </code>
/// </summary>
internal static class ReplyFailures
{
    private const string ReuseHint = "the server takes a data connection only when it continues the TLS session of the control connection; if this machine cannot, let the server do without (ProFTPD: TLSOptions NoSessionReuseRequired, vsftpd: require_ssl_reuse=NO)";

    /// <summary>The word of the taxonomy, and what to do.</summary>
    public static (TargetFailure Failure, string? Hint) Of(FtpReply reply, bool loggedIn) => reply.Code switch
    {
        _ when DemandsTls(reply) => (TargetFailure.Config, "the server demands TLS: take explicit or implicit TLS in the definition"),
        421 => (loggedIn ? TargetFailure.Lost : TargetFailure.Unreachable, reply.Says("too many", "maximum", "limit") ? "the server allows no more connections of this user or address now" : null),
        425 when reply.Says("reuse", "resum", "operation not permitted") => (TargetFailure.Config, ReuseHint),
        522 => (TargetFailure.Config, ReuseHint),
        425 => (TargetFailure.Lost, "the port for data cannot be reached: let the passive ports of the server pass through its firewall"),
        426 => (TargetFailure.Lost, "see whether line and server work, and the log of the server"),
        451 when reply.Says("read from data connection") => (TargetFailure.Lost, "see whether line and server work, and the log of the server"),
        430 or 530 or 332 or 532 when !loggedIn => (TargetFailure.AuthFailed, "check user and password"),
        452 or 552 => (TargetFailure.NoSpace, "free some space at the server, or have the quota raised"),
        451 when reply.Says("input/output error") => (TargetFailure.NoSpace, "free some space at the server, or have the quota raised; when there is enough, its disk is broken"),
        _ when SaysFull(reply) => (TargetFailure.NoSpace, "free some space at the server, or have the quota raised"),
        530 or 532 => (TargetFailure.Denied, null),
        >= 400 when SaysDenied(reply) => (TargetFailure.Denied, "give this account the right to do that there"),
        >= 400 when SaysMissing(reply) => (TargetFailure.Missing, null),
        521 or 533 or 534 or 536 => (TargetFailure.Config, "the server does not take this protection of the data connection"),
        500 or 501 or 502 or 503 or 504 => (TargetFailure.Config, "the server does not have this command"),
        _ => (TargetFailure.Unknown, null),
    };

    /// <summary>Whether the text says that this account may not.</summary>
    public static bool SaysDenied(FtpReply reply) => reply.Says("denied", "not permitted", "forbidden", "read-only", "not allowed", "prohibited");

    /// <summary>Whether the text says that there is no such thing.</summary>
    public static bool SaysMissing(FtpReply reply) => reply.Says("no such file", "not found", "cannot find", "doesn't exist", "does not exist");

    private static bool SaysFull(FtpReply reply) =>
        reply.Code is >= 450 and < 560
        && reply.Says("no space", "disk full", "quota", "not enough space", "insufficient", "failure writing to local file", "error during write to file");

    private static bool DemandsTls(FtpReply reply) =>
        reply.Code is 421 or 530 or 550 or 503 or 521 or 522 or 534
        && (reply.Says("must use encryption", "cleartext", "must use tls", "must use ssl", "tls required", "ssl required", "use explicit ftp over tls")
            || (reply.Says("ssl/tls", "tls", "ssl") && reply.Says("required", "require") && !reply.Says("reuse")));
}
