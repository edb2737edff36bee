using System.Globalization;
using System.Net.Sockets;
using PosBackup.Engine.Targets.Ftp.Wire;

namespace PosBackup.Engine.Targets.Ftp.Failures;

/// <summary>Says what went wrong at one server, in the taxonomy. What the server said is in every message.</summary>
/// <param name="target">Name of the target.</param>
/// <param name="server">Host and port.</param>
internal sealed class FtpFailures(string target, string server)
{
    private const string Slow = "see whether line and server work; a line that is only slow at times needs a longer stallTimeout";
    private const string Broken = "see whether line and server work, and the log of the server";

    /// <summary>Name of the target.</summary>
    public string Target => target;

    /// <summary>Whether the login is through: before it a connection that ends is a server that cannot be reached.</summary>
    public bool IsLoggedIn { get; set; }

    /// <summary>The beginning of every message.</summary>
    public string Place => $"target {target} ({server})";

    /// <summary>The server could not be connected to.</summary>
    public TargetException NoConnection(Exception cause) =>
        new(TargetFailure.Unreachable, $"{Place} cannot be reached: {cause.Message}", Hint(cause), cause);

    /// <summary>Nothing came for too long.</summary>
    public TargetException NoAnswer(string doing, TimeSpan patience, Exception? cause = null) =>
        new(IsLoggedIn ? TargetFailure.Lost : TargetFailure.Unreachable, $"{Place} did not answer within {Seconds(patience)} s ({doing})", IsLoggedIn ? Slow : "the port may be of another protocol, or a firewall swallows what is sent; a port of implicit TLS (990) waits for tls: implicit", cause);

    /// <summary>No byte moved for too long.</summary>
    public TargetException Stalled(string doing, TimeSpan patience, Exception? cause = null) =>
        new(TargetFailure.Lost, $"{Place}: no byte moved for {Seconds(patience)} s ({doing})", Slow, cause);

    /// <summary>The connection broke.</summary>
    public TargetException Lost(string doing, Exception? cause) =>
        new(IsLoggedIn ? TargetFailure.Lost : TargetFailure.Unreachable, $"{Place}: the connection broke ({doing}): {cause?.Message ?? "it was closed"}", Broken, cause);

    /// <summary>The file came to an end before it should.</summary>
    public TargetException Short(TargetPath path, long got, long expected) =>
        new(TargetFailure.Lost, string.Create(CultureInfo.InvariantCulture, $"{Place}: {path} ended after {got} of {expected} bytes"));

    /// <summary>What answers is not FTP.</summary>
    public TargetException NotFtp(string doing, Exception cause) =>
        new(IsLoggedIn ? TargetFailure.Unknown : TargetFailure.Unreachable, $"{Place} does not speak FTP ({doing}): {cause.Message}", "check host and port", cause);

    /// <summary>Something that FTP has no way to send.</summary>
    public TargetException Unsendable(Exception cause) => new(TargetFailure.Config, $"{Place}: {cause.Message}", null, cause);

    /// <summary>Bytes were slipped in before TLS began.</summary>
    public TargetException Slipped() =>
        new(TargetFailure.HostIdentity, $"{Place} sent text in the clear behind its answer to AUTH TLS; somebody on the way may have slipped it in. Nothing was sent", "try from another network; tell the administrator of the server");

    /// <summary>A password that nothing protects.</summary>
    public TargetException Plaintext() =>
        new(TargetFailure.Config, $"{Place} is defined without TLS: the password and every backup would go over the line for all to read. Nothing was sent", "take explicit TLS (the default; every current server has it); only where the line itself is safe (a VPN, the same machine), set allowPlaintext to true");

    /// <summary>The server has no TLS.</summary>
    public TargetException NoTls(FtpReply reply) =>
        new(TargetFailure.Config, $"{Place} refuses AUTH TLS: {reply}. Nothing else was sent", "turn TLS on at the server; if it offers implicit TLS only (port 990), say so in the definition");

    /// <summary>A reply that says no.</summary>
    public TargetException Refused(FtpReply reply, string doing, TargetFailure? known = null)
    {
        (TargetFailure failure, string? hint) = ReplyFailures.Of(reply, IsLoggedIn);
        return new TargetException(known ?? failure, $"{Place}: {doing}: {reply}", hint);
    }

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);

    private static string? Hint(Exception cause) => cause is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }
        ? "check the name of the host and this machine's name service"
        : "check host and port, and whether a firewall is between";
}
