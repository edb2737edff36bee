using System.Security;
using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Targets;

/// <summary>How a server is logged in to, the target's own or one on the way. A secret is given, or it is told where it is.</summary>
/// <param name="prefix">What stands before the names of the parameters that it was given by.</param>
internal sealed class ServerLogin(string prefix)
{
    /// <summary>The login, where it is named by itself.</summary>
    public string? UserName { private get; set; }

    /// <summary>Login and password.</summary>
    public PSCredential? Credential { private get; set; }

    /// <summary>Where the password is.</summary>
    public string? PasswordFrom { get; set; }

    /// <summary>Whole path of a private key.</summary>
    public string? IdentityFile { private get; set; }

    /// <summary>The passphrase of that key.</summary>
    public SecureString? Passphrase { private get; set; }

    /// <summary>Where the passphrase is.</summary>
    public string? PassphraseFrom { private get; set; }

    /// <summary>The login.</summary>
    public string? User => UserName ?? Credential?.UserName;

    /// <summary>The password that was given; null for none.</summary>
    public string? PlainPassword => Plain(Credential);

    /// <summary>The passphrase that was given; null for none.</summary>
    public string? PlainPassphrase => Passphrase is null ? null : Plain(new PSCredential("secret", Passphrase));

    /// <summary>What a secret is called that is given twice, and what to do; of a credential only the secret is given twice, the login would go with it.</summary>
    public IEnumerable<PosBackupException> Mistakes()
    {
        if (PlainPassword is not null && PasswordFrom is not null)
            yield return Twice(nameof(Credential), nameof(PasswordFrom), $"; with -{prefix}{nameof(PasswordFrom)} a login is named by -{prefix}{nameof(UserName)}");
        if (Passphrase is not null && PassphraseFrom is not null)
            yield return Twice(nameof(Passphrase), nameof(PassphraseFrom), "");
    }

    /// <summary>The server in a definition, as SSH is spoken with it. Secrets are not in it.</summary>
    public JsonObject Endpoint(string host, int? port, string[]? hostKeys) => new()
    {
        ["host"] = host,
        ["port"] = port,
        ["user"] = User,
        ["password"] = PasswordFrom,
        ["identityFile"] = IdentityFile,
        ["passphrase"] = PassphraseFrom,
        ["hostKeys"] = hostKeys,
    };

    private PosBackupException Twice(string secret, string reference, string more) =>
        new("InvalidOption", $"-{prefix}{secret} and -{prefix}{reference} give the same secret twice", $"leave one of them out{more}");

    private static string? Plain(PSCredential? credential) => credential is null || credential == PSCredential.Empty ? null : credential.GetNetworkCredential().Password;
}
