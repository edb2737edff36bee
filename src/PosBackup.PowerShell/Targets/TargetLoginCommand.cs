using System.Security;
using PosBackup.PowerShell.Pipeline;

namespace PosBackup.PowerShell.Targets;

/// <summary>A cmdlet that defines a target: how somebody logs in there.</summary>
public abstract class TargetLoginCommand : TargetTermsCommand
{
    /// <summary>The parameter set of a target by SFTP.</summary>
    private protected const string SftpSet = "Sftp";

    /// <summary>Login at the server, or user of a share on Windows. -Credential names it as well.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? UserName { get; set; }

    /// <summary>Login and password. The engine keeps the password where only this account and administrators read it.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Where the password is, in place of -Credential: env:NAME, file:PATH or prompt, which is the default for FTP.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PasswordFrom { get; set; }

    /// <summary>Private key for the server. By default the keys of the agent.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string? IdentityFile { get; set; }

    /// <summary>Passphrase of that key. The engine keeps it as it keeps a password.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    public SecureString? Passphrase { get; set; }

    /// <summary>Where the passphrase is, in place of -Passphrase: env:NAME, file:PATH or prompt.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string? PassphraseFrom { get; set; }

    /// <summary>Public host keys of the server, as ssh-ed25519 AAAA…, where they are known already.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string[]? HostKey { get; set; }

    /// <summary>The login.</summary>
    private protected ServerLogin Login => new(prefix: "")
    {
        UserName = UserName,
        Credential = Credential,
        PasswordFrom = PasswordFrom,
        IdentityFile = PathArguments.Whole(this, IdentityFile),
        Passphrase = Passphrase,
        PassphraseFrom = PassphraseFrom,
    };
}
