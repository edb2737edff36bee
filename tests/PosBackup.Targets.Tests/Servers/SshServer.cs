namespace PosBackup.Targets.Tests.Servers;

/// <summary>A server that speaks SFTP.</summary>
public abstract class SshServer : TestServer
{
    /// <summary>Private key that the server lets in, without a passphrase.</summary>
    public string IdentityFile => Path.Combine(State, "client_key");

    /// <summary>Private key that the server lets in, with <see cref="TestServer.Password"/> as its passphrase.</summary>
    public string ProtectedIdentityFile => Path.Combine(State, "client_key_protected");

    /// <summary>Private key that the server does not know.</summary>
    public string UnknownIdentityFile => Path.Combine(State, "client_key_unknown");

    /// <summary>Public host keys, as <c>type base64</c>.</summary>
    public IReadOnlyList<string> HostKeys => [.. HostKeyTypes.Select(t => SshKeys.LineOf(HostKeyFile(t)))];

    /// <summary>Types of its host keys, as <c>ssh-keygen</c> calls them.</summary>
    protected abstract IReadOnlyList<string> HostKeyTypes { get; }

    /// <summary>Whether host keys are in PEM format.</summary>
    protected virtual bool HasPemKeys => false;

    /// <summary>Gives the server other host keys, and starts it again on the same port.</summary>
    public async Task ReplaceHostKeysAsync()
    {
        Kill();
        await MakeHostKeysAsync();
        await RestartAsync();
    }

    /// <inheritdoc/>
    protected override async Task PrepareAsync()
    {
        await MakeHostKeysAsync();
        await SshKeys.MakeAsync(IdentityFile, "ed25519");
        await SshKeys.MakeAsync(ProtectedIdentityFile, "ed25519", passphrase: Password.Reveal());
        await SshKeys.MakeAsync(UnknownIdentityFile, "ed25519");
    }

    /// <summary>Lines for the keys that are let in.</summary>
    protected string AuthorizedKeys() => $"{SshKeys.LineOf(IdentityFile)}\n{SshKeys.LineOf(ProtectedIdentityFile)}\n";

    /// <summary>The private host key of a type.</summary>
    protected string HostKeyFile(string type) => Path.Combine(State, $"host_key_{type}");

    private async Task MakeHostKeysAsync()
    {
        foreach (string type in HostKeyTypes)
            await SshKeys.MakeAsync(HostKeyFile(type), type, HasPemKeys);
    }
}
