using PosBackup.Engine.Targets.Sftp.Protocol;

namespace PosBackup.Engine.Targets.Sftp.Failures;

/// <summary>
/// Reads what ssh (with LC_ALL=C) wrote on standard error before it ended; its exit code is 255 whatever happened. Pure.
/// <para>The rules are asked in order. Causes come before what they lead to: a jump host's complaint before the outer ssh's
/// <c>kex_exchange_identification</c>, a key file's before <c>Permission denied</c>.</para>
/// </summary>
internal static class SshFailureRules
{
    private const string KeyFiles = "give the file to the account that runs and take all rights from others (chmod 600), or correct the path in the definition";

    private const string Broken = "see whether line and server work, and the log of the server";
    private const string Bytes = "nothing wrong was stored: ssh notices each changed byte. If it happens again, have network cards, cables and memory checked";

    private static readonly Rule[] Rules =
    [
        new("REMOTE HOST IDENTIFICATION HAS CHANGED", TargetFailure.HostIdentity, "the host key is not the pinned one", "ask who runs the server whether its key was changed; only if it was, trust it anew: posbackup target trust NAME"),
        new("was revoked", TargetFailure.HostIdentity, "the host key was revoked", "do not connect; ask who runs the server"),
        new("host key is known for", TargetFailure.HostIdentity, "the host key is unknown", "compare the fingerprint and pin it: posbackup target trust NAME"),
        new("Host key verification failed", TargetFailure.HostIdentity, "the host key could not be proven", "pin the server's key: posbackup target trust NAME"),
        new("Unable to negotiate", TargetFailure.Config, "client and server have no algorithm in common", "the server is too old or too strict; its offer is in the message. Have it updated"),
        new("no matching", TargetFailure.Config, "client and server have no algorithm in common", "the server is too old or too strict; its offer is in the message. Have it updated"),
        new("Bad configuration option", TargetFailure.Config, "this ssh program does not know an option", "use OpenSSH 7.7 or later"),
        new("Could not resolve hostname", TargetFailure.Unreachable, "the name of the server is not known", "check the host in the definition, and this machine's name service"),
        new("Connection refused", TargetFailure.Unreachable, "the server refuses the connection", "check host and port, and whether the SSH server runs"),
        new("Connection timed out", TargetFailure.Unreachable, "the server does not answer", "check host, port and firewalls"),
        new("Operation timed out", TargetFailure.Unreachable, "the server does not answer", "check host, port and firewalls"),
        new("timed out during banner exchange", TargetFailure.Unreachable, "the server took the connection and does not answer", "the server is overloaded, or something else listens on that port"),
        new("No route to host", TargetFailure.Unreachable, "there is no way to the server", "check the network"),
        new("Network is unreachable", TargetFailure.Unreachable, "there is no way to the server", "check the network"),
        new("administratively prohibited", TargetFailure.Config, "the jump host does not forward", "allow TCP forwarding for this login on the jump host"),
        new("bad permissions", TargetFailure.AuthFailed, "others may read the private key file, so ssh does not use it", KeyFiles),
        new("no such identity", TargetFailure.AuthFailed, "the private key file is not there", KeyFiles, "Permission denied"),
        new("Load key", TargetFailure.AuthFailed, "the private key file cannot be used", KeyFiles, "Permission denied"),
        new("Permission denied", TargetFailure.AuthFailed, "the login was refused", "check user, password and key; the list in brackets is what the server still wants"),
        new("Too many authentication failures", TargetFailure.AuthFailed, "the login was refused", "name the key file in the definition: the agent has offered too many"),
        new("No supported authentication methods", TargetFailure.AuthFailed, "the login was refused", "the server wants another way to log in than the definition has"),
        new("subsystem request failed", TargetFailure.Config, "SFTP is not enabled on the server", "add the subsystem sftp to the server's configuration"),
        new("not responding", TargetFailure.Lost, "the server stopped answering", "see whether line and server work"),
        new("Corrupted MAC", TargetFailure.Lost, "bytes were changed on the line", Bytes),
        new("message authentication code incorrect", TargetFailure.Lost, "bytes were changed on the line", Bytes),
        new("Bad packet length", TargetFailure.Lost, "bytes were changed on the line", Bytes),
        new("kex_exchange_identification", TargetFailure.Unreachable, "what answers is no SSH server, or it takes no more connections", "check host and port; a busy server may take it later"),
        new("Connection closed by", TargetFailure.Unreachable, "the server closed the connection before the login", "the server is busy, or blocks this address for a while"),
        new("Connection reset by", TargetFailure.Unreachable, "the connection was reset before the login", "the server is busy, or a firewall is in the way"),
    ];

    /// <summary>The failure of a session that had not begun.</summary>
    /// <param name="errors">Standard error of ssh.</param>
    /// <param name="exitCode">Exit code of ssh; null when it was stopped.</param>
    public static SshFailure BeforeLogin(string errors, int? exitCode)
    {
        if (Rules.FirstOrDefault(rule => rule.Fits(errors)) is { } rule)
            return new SshFailure(rule.Failure, $"{rule.Meaning}: {Said(errors)}", rule.Hint);
        if (exitCode is { } code and not 255)
            return new SshFailure(TargetFailure.Config, $"the server ended SFTP before it began, with exit code {code}{Behind(errors)}", "see whether the server's SFTP program is installed and may be run by this login", IsUnexplained: true);

        return new SshFailure(TargetFailure.Unknown, errors.Length > 0 ? $"ssh failed: {Said(errors)}" : "ssh ended without a word", IsUnexplained: true);
    }

    /// <summary>The failure of a session that was under way: the line, unless something else is plainly said.</summary>
    public static SshFailure Afterwards(string errors)
    {
        Rule? rule = Rules.FirstOrDefault(rule => rule.Failure is TargetFailure.Lost or TargetFailure.HostIdentity && rule.Fits(errors));
        return new SshFailure(rule?.Failure ?? TargetFailure.Lost, $"{rule?.Meaning ?? "the connection broke"}{Behind(errors)}", rule is null ? Broken : rule.Hint);
    }

    private static string Behind(string errors) => errors.Length > 0 ? $": {Said(errors)}" : "";

    /// <summary>What ssh said, without the frame of its large warning, which says the same in other words.</summary>
    private static string Said(string errors) => Offered(errors) ?? PrintableText.Of(errors.Replace("@@@", "", StringComparison.Ordinal).Replace("@@", "", StringComparison.Ordinal));

    /// <summary>Of a changed host key only what the server offers: the rest of the warning advises to edit a file that is gone.</summary>
    private static string? Offered(string errors) =>
        errors.Contains("REMOTE HOST IDENTIFICATION HAS CHANGED", StringComparison.Ordinal) && errors.IndexOf("SHA256:", StringComparison.Ordinal) is >= 0 and int at
            ? $"the server offers {errors[at..].Split([' ', '\r', '\n'], 2)[0].TrimEnd('.')}"
            : null;

    private sealed record Rule(string Sign, TargetFailure Failure, string Meaning, string? Hint, string? Beside = null)
    {
        public bool Fits(string errors) =>
            errors.Contains(Sign, StringComparison.Ordinal) && (Beside is null || errors.Contains(Beside, StringComparison.Ordinal));
    }
}
