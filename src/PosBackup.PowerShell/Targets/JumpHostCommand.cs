using System.Security;
using PosBackup.PowerShell.Pipeline;

namespace PosBackup.PowerShell.Targets;

/// <summary>A cmdlet that defines a target: the server on the way to one by SFTP.</summary>
public abstract class JumpHostCommand : TargetLoginCommand
{
    /// <summary>What stands before the names of the parameters about the server on the way.</summary>
    private const string Jump = "Jump";

    /// <summary>An SSH server on the way, by its name or address.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string? JumpHost { get; set; }

    /// <summary>Port of the server on the way. By default 22.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    public int? JumpPort { get; set; }

    /// <summary>Login at the server on the way. -JumpCredential names it as well.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string? JumpUserName { get; set; }

    /// <summary>Login and password at the server on the way.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [Credential]
    public PSCredential? JumpCredential { get; set; }

    /// <summary>Where the password at the server on the way is: env:NAME, file:PATH or prompt.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string? JumpPasswordFrom { get; set; }

    /// <summary>Private key for the server on the way. By default the keys of the agent.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string? JumpIdentityFile { get; set; }

    /// <summary>Passphrase of that key.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    public SecureString? JumpPassphrase { get; set; }

    /// <summary>Where the passphrase of that key is: env:NAME, file:PATH or prompt.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string? JumpPassphraseFrom { get; set; }

    /// <summary>Public host keys of the server on the way, where they are known already.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string[]? JumpHostKey { get; set; }

    /// <summary>Fingerprints of host keys of the server on the way that are right: they are pinned without a question.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string[]? JumpTrust { get; set; }

    /// <summary>The login at the server on the way.</summary>
    private protected ServerLogin JumpLogin => new(Jump)
    {
        UserName = JumpUserName,
        Credential = JumpCredential,
        PasswordFrom = JumpPasswordFrom,
        IdentityFile = PathArguments.Whole(this, JumpIdentityFile),
        Passphrase = JumpPassphrase,
        PassphraseFrom = JumpPassphraseFrom,
    };

    /// <summary>A parameter about a server on the way that is not named; null for none.</summary>
    private protected string? Stray() => JumpHost is null ? MyInvocation.BoundParameters.Keys.FirstOrDefault(name => name.StartsWith(Jump, StringComparison.Ordinal)) : null;
}
