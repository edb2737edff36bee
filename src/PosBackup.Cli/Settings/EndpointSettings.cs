using System.CommandLine;
using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Settings;

/// <summary>The options of an SSH server: the one with the files, or the one on the way.</summary>
internal sealed class EndpointSettings
{
    private readonly Option<string?> _host;
    private readonly Option<int?> _port;
    private readonly Option<string?> _user;
    private readonly Option<SecretReference?> _password;
    private readonly Option<string?> _identityFile;
    private readonly Option<SecretReference?> _passphrase;
    private readonly Option<string[]> _hostKeys;

    /// <param name="prefix">What the names of the options begin with.</param>
    /// <param name="what">Which server, for the help.</param>
    /// <param name="isRequired">Whether there is always one.</param>
    public EndpointSettings(string prefix, string what, bool isRequired)
    {
        _host = new($"--{prefix}host") { Description = $"Name or address of {what}", HelpName = "host", Required = isRequired };
        _port = new($"--{prefix}port") { Description = $"Port of {what} (default: 22)", HelpName = "port" };
        _user = new($"--{prefix}user") { Description = $"Login at {what}", HelpName = "login", Required = isRequired };
        _password = SecretOption.Create($"--{prefix}password", $"Where the password at {what} is (default: none, keys are used)");
        _identityFile = new($"--{prefix}identity-file") { Description = $"Private key for {what} (default: the keys of the agent)", HelpName = "file" };
        _passphrase = SecretOption.Create($"--{prefix}passphrase", "Where the passphrase of that key is");
        _hostKeys = new($"--{prefix}host-key") { Description = $"Public host key of {what}, \"ssh-ed25519 AAAA…\", repeated for more (default: what 'target trust' finds and asks about)", HelpName = "key" };
    }

    public IReadOnlyList<Option> Options => [_host, _port, _user, _password, _identityFile, _passphrase, _hostKeys];

    public void AddRules(Command command)
    {
        command.Needs(_passphrase, _identityFile);
        command.Needs(_host, _user);
        foreach (Option option in Options.Skip(1))
            command.Needs(option, _host);
    }

    /// <summary>The server; null when there is none.</summary>
    public SshEndpoint? Read(ParseResult parsed)
    {
        if (parsed.GetValue(_host) is not { } host)
            return null;

        var endpoint = new SshEndpoint { Host = host, User = parsed.GetValue(_user)! };
        return endpoint with
        {
            Port = parsed.GetValue(_port) ?? endpoint.Port,
            Password = parsed.GetValue(_password),
            IdentityFile = parsed.GetValue(_identityFile),
            Passphrase = parsed.GetValue(_passphrase),
            HostKeys = parsed.GetValue(_hostKeys) ?? [],
        };
    }
}
