using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Targets.Sftp.Askpass;

/// <summary>
/// Which question of ssh gets which secret. Each secret is given once, so that a wrong one is not tried until the account is locked; questions
/// about host keys, and for codes that we do not have, get nothing. Pure but for what it has given.
/// </summary>
internal sealed class ExpectedPrompts(IReadOnlyList<KnownLogin> logins)
{
    private static readonly string[] Refused =
        ["yes/no", "fingerprint", "authenticity", "verification code", "one-time", "one time", "otp", "passcode", "token", "new password", "retype"];

    private readonly HashSet<Secret> _given = [];
    private readonly Lock _lock = new();

    /// <summary>The secret that ssh asks for; null for a question that is not to be answered.</summary>
    public Secret? Answer(string prompt)
    {
        if (Refused.Any(word => prompt.Contains(word, StringComparison.OrdinalIgnoreCase)) || Find(prompt) is not { } secret)
            return null;

        lock (_lock)
            return _given.Add(secret) ? secret : null;
    }

    private Secret? Find(string prompt)
    {
        if (prompt.StartsWith("Enter passphrase for ", StringComparison.Ordinal))
            return logins.FirstOrDefault(login => login.AsksForKey(prompt))?.Passphrase;
        if (logins.FirstOrDefault(login => login.AsksForPassword(prompt)) is { } named)
            return named.Password;

        // Before 8.5 ssh passes a server's question on without saying whose it is. With one password there is no doubt.
        bool isOwn = prompt.StartsWith('(') || prompt.Contains("'s password:", StringComparison.Ordinal);
        return isOwn || logins.Where(login => login.Password is not null).ToList() is not [{ } only] ? null : only.Password;
    }
}

/// <summary>Secrets of one server, and by what its questions are known.</summary>
/// <param name="Endpoint">The server.</param>
/// <param name="Alias">Its name in the configuration, which ssh asks by.</param>
/// <param name="Password">Password; null when there is none.</param>
/// <param name="Passphrase">Passphrase of the key file; null when there is none.</param>
internal sealed record KnownLogin(SshEndpoint Endpoint, string Alias, Secret? Password, Secret? Passphrase)
{
    private const int ShownOfPath = 90;

    /// <summary><c>user@alias's password: </c>, or with a server's own words <c>(user@alias) Password: </c>.</summary>
    public bool AsksForPassword(string prompt) =>
        Password is not null && new[] { Alias, Endpoint.Host }.Any(host =>
            prompt.StartsWith($"{Endpoint.User}@{host}'s password:", StringComparison.Ordinal) || prompt.StartsWith($"({Endpoint.User}@{host}) ", StringComparison.Ordinal));

    /// <summary><c>Enter passphrase for key 'PATH': </c>; a long path is cut off.</summary>
    public bool AsksForKey(string prompt) =>
        Passphrase is not null && Endpoint.IdentityFile is { } file
        && (OperatingSystem.IsWindows() ? file.Replace('\\', '/') : file) is { } path
        && prompt.Contains(path.Length > ShownOfPath ? path[..ShownOfPath] : path, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
