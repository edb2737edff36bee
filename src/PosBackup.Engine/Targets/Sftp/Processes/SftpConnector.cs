using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Sftp.Askpass;
using PosBackup.Engine.Targets.Sftp.Failures;
using PosBackup.Engine.Targets.Sftp.Launch;
using PosBackup.Engine.Targets.Sftp.Session;
using PosBackup.Engine.Targets.Trust;

namespace PosBackup.Engine.Targets.Sftp.Processes;

/// <summary>Makes connections to one target: checks what can be checked before, starts ssh, answers its questions, begins the session.</summary>
internal sealed class SftpConnector(SftpDefinition definition, ISecretSource secrets, string askpassProgram, ISshLauncher launcher, TimeProvider time)
{
    /// <summary>The program when the definition names none: the one on the PATH.</summary>
    public const string DefaultProgram = "ssh";

    /// <exception cref="TargetException">Anything that stands in the way.</exception>
    public async Task<SftpConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        SshValues.Require(definition);
        RequirePins(definition.Endpoint, "the server");
        await IdentityFileRules.RequireAsync(definition, definition.Endpoint, cancellationToken).ConfigureAwait(false);
        if (definition.Jump is { } jump)
        {
            RequirePins(jump, "the jump host");
            await IdentityFileRules.RequireAsync(definition, jump, cancellationToken).ConfigureAwait(false);
        }

        // Before the clock of the connection runs: a person may be asked.
        IReadOnlyList<KnownLogin> logins = await LoginsAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await TryAsync(logins, cancellationToken).ConfigureAwait(false);
        }
        catch (SessionEndedException exception) when (exception.Failure.Failure == TargetFailure.HostIdentity)
        {
            throw WithPins(exception);
        }
        catch (SessionEndedException exception) when (exception.Failure.IsUnexplained && launcher.Doubt())
        {
            return await TryAsync(logins, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<SftpConnection> TryAsync(IReadOnlyList<KnownLogin> logins, CancellationToken cancellationToken)
    {
        using var files = new SshFiles(definition);
        if (logins.Count == 0)
            return await StartAsync(files, null, cancellationToken).ConfigureAwait(false);

        AskpassServer askpass = files.Answer(new ExpectedPrompts(logins));
        await using (askpass.ConfigureAwait(false))
            return await StartAsync(files, askpass.Address, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SftpConnection> StartAsync(SshFiles files, string? askpass, CancellationToken cancellationToken)
    {
        var command = new SshCommand(definition.Program ?? DefaultProgram, ["-F", files.Configuration, "-s", SshConfiguration.Target, "sftp"], Environment(askpass));
        var ssh = new SshSession(Launch(command), TimeSpan.FromSeconds(definition.StallSeconds), time);
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(definition.ConnectSeconds), time);
            using CancellationTokenRegistration late = limit.Token.UnsafeRegister(_ => ssh.Stop(new SshFailure(TargetFailure.Unreachable, $"no SFTP session within {CountText.Of(definition.ConnectSeconds, "second")}", "check host, port and firewalls; connectSeconds in the definition allows more time", IsUnexplained: true)), null);
            return await SftpConnection.OpenAsync(ssh, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            ssh.Stop(new SshFailure(TargetFailure.Lost, "connecting was given up"));
            await ssh.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private ISshProcess Launch(SshCommand command)
    {
        try
        {
            return launcher.Launch(command);
        }
        catch (TargetException exception)
        {
            throw new TargetException(exception.Failure, $"target {definition.Name}: {exception.Message}", exception.Hint, exception);
        }
    }

    private Dictionary<string, string> Environment(string? askpass)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["LC_ALL"] = "C" };
        if (askpass is null)
            return variables;

        variables["SSH_ASKPASS"] = askpassProgram;
        variables["SSH_ASKPASS_REQUIRE"] = "force";
        variables["DISPLAY"] = ":posbackup";
        variables[AskpassClient.Variable] = askpass;
        return variables;
    }

    private async Task<IReadOnlyList<KnownLogin>> LoginsAsync(CancellationToken cancellationToken)
    {
        var logins = new List<KnownLogin>();
        foreach ((SshEndpoint? endpoint, string alias) in new[] { (definition.Endpoint, SshConfiguration.Alias(definition)), (definition.Jump, SshConfiguration.JumpAlias(definition)) })
        {
            if (endpoint is null || (endpoint.Password is null && endpoint.Passphrase is null))
                continue;

            Secret? password = await FindAsync(endpoint.Password, $"password of {endpoint.User} at {endpoint.Host} for target {definition.Name}", cancellationToken).ConfigureAwait(false);
            Secret? passphrase = endpoint.IdentityFile is null ? null : await FindAsync(endpoint.Passphrase, $"passphrase of {endpoint.IdentityFile} for target {definition.Name}", cancellationToken).ConfigureAwait(false);
            logins.Add(new KnownLogin(endpoint, alias, password, passphrase));
        }

        return logins;
    }

    private async Task<Secret?> FindAsync(SecretReference? reference, string purpose, CancellationToken cancellationToken)
    {
        if (reference is null)
            return null;

        try
        {
            return await secrets.FindAsync(reference, purpose, cancellationToken).ConfigureAwait(false);
        }
        catch (PosBackupException exception) when (exception is not TargetException)
        {
            throw new TargetException(TargetFailure.AuthFailed, $"target {definition.Name}: the {purpose} was not found: {exception.Message}", exception.Hint, exception);
        }
    }

    /// <summary>ssh tells the fingerprint of the key that came; which were due, and of which target, is known here.</summary>
    private SessionEndedException WithPins(SessionEndedException exception)
    {
        IEnumerable<string> pinned = definition.Endpoint.HostKeys.Concat(definition.Jump?.HostKeys ?? []).Select(TargetPins.FingerprintOf);
        SshFailure failure = exception.Failure;
        return new SessionEndedException(
            failure with { Text = $"{failure.Text}; pinned: {string.Join(", ", pinned)}", Hint = failure.Hint?.Replace("NAME", definition.Name, StringComparison.Ordinal) }, exception);
    }

    private void RequirePins(SshEndpoint endpoint, string whose)
    {
        if (endpoint.HostKeys.Count == 0)
            throw new TargetException(TargetFailure.HostIdentity, $"target {definition.Name}: no host key of {whose} {endpoint.Host} is pinned, so nothing is sent there", $"compare its fingerprint and pin it: posbackup target trust {definition.Name}");
    }
}
