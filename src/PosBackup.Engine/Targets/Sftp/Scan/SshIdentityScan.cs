using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Sftp.Launch;
using PosBackup.Engine.Targets.Sftp.Processes;
using PosBackup.Engine.Targets.Trust;

namespace PosBackup.Engine.Targets.Sftp.Scan;

/// <summary>
/// Asks a server for its host keys by <c>ssh-keyscan</c>. Scans the jump host when there is one, and only that: <c>ssh-keyscan</c> goes through
/// no jump host, so the keys behind it have to be got on the jump host itself.
/// </summary>
/// <param name="definition">The target.</param>
/// <param name="endpoint">Which server: the target's own, or its jump host.</param>
/// <param name="time">Clock of the limit.</param>
internal sealed class SshIdentityScan(SftpDefinition definition, SshEndpoint endpoint, TimeProvider time) : IIdentityScan
{
    private string Program => definition.Program is { } ssh && Path.GetDirectoryName(ssh) is { Length: > 0 } folder ? Path.Combine(folder, "ssh-keyscan") : "ssh-keyscan";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OfferedIdentity>> ScanAsync(CancellationToken cancellationToken)
    {
        SshValues.Require(definition);
        if (definition.Jump is not null && ReferenceEquals(endpoint, definition.Endpoint))
            throw new TargetException(TargetFailure.Config, $"target {definition.Name}: {endpoint.Host} lies behind the jump host {definition.Jump.Host}, through which host keys cannot be asked for", DefinitionWarning.KeyBehind(definition));

        (string output, string errors) = await Task.Run(() => Run(cancellationToken), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<OfferedIdentity> offered = ScannedKeys.Read(output, $"{endpoint.Host}:{endpoint.Port}");
        if (offered.Count == 0)
            throw new TargetException(TargetFailure.Unreachable, $"target {definition.Name}: {endpoint.Host}:{endpoint.Port} offers no host key: {(errors.Length > 0 ? Protocol.PrintableText.Of(errors) : "no answer")}", "check host, port and whether an SSH server runs there");

        return offered;
    }

    private (string Output, string Errors) Run(CancellationToken cancellationToken)
    {
        string seconds = Math.Min(definition.ConnectSeconds, 60).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var command = new SshCommand(Program, ["-T", seconds, "-p", endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), endpoint.Host], new Dictionary<string, string>(StringComparer.Ordinal) { ["LC_ALL"] = "C" });
        using ISshProcess scan = new PlainSshLauncher().Launch(command);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(definition.ConnectSeconds + 5), time);
        using CancellationTokenRegistration stop = cancellationToken.UnsafeRegister(_ => scan.Kill(), null);
        using CancellationTokenRegistration late = limit.Token.UnsafeRegister(_ => scan.Kill(), null);
        scan.Input.Dispose();
        var errors = new ErrorText(scan.Errors);
        var output = new ErrorText(scan.Output);
        string keys = output.End(Timeout.InfiniteTimeSpan);
        cancellationToken.ThrowIfCancellationRequested();
        return (keys, errors.End(TimeSpan.FromSeconds(1)).Trim());
    }
}
