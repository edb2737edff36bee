using System.Runtime.CompilerServices;
using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Sftp.Failures;
using PosBackup.Engine.Targets.Sftp.Launch;
using PosBackup.Engine.Targets.Sftp.Processes;
using PosBackup.Engine.Targets.Sftp.Protocol;
using PosBackup.Engine.Targets.Sftp.Session;

namespace PosBackup.Engine.Targets.Sftp;

/// <summary>
/// An SFTP server. The OpenSSH client program carries the transport (<c>ssh -s target sftp</c>); the protocol over its pipes is spoken here,
/// with many requests under way. Host keys are the pinned ones or nothing is sent.
/// </summary>
internal sealed class SftpTarget : IBackupTarget
{
    private readonly SftpDefinition _definition;
    private readonly TimeProvider _time;
    private readonly RemotePaths _paths;
    private readonly SftpConnections _connections;
    private bool? _hashes;
    private bool? _continues;

    /// <param name="definition">The target.</param>
    /// <param name="secrets">Where passwords and passphrases are.</param>
    /// <param name="askpassProgram">The program that ssh asks for them; it answers by <see cref="Askpass.AskpassClient"/>.</param>
    /// <param name="time">Clock of all limits.</param>
    public SftpTarget(SftpDefinition definition, ISecretSource secrets, string askpassProgram, TimeProvider time)
        : this(definition, new SftpConnector(definition, secrets, askpassProgram, new CheckedSshLauncher(definition.Program ?? SftpConnector.DefaultProgram), time), time)
    {
    }

    /// <summary>For tests that start ssh in their own way.</summary>
    internal SftpTarget(SftpDefinition definition, SftpConnector connector, TimeProvider time)
    {
        (_definition, _time) = (definition, time);
        _paths = new RemotePaths(definition.Path);
        _connections = new SftpConnections(connector, definition.Connections);
    }

    /// <inheritdoc/>
    public string Name => _definition.Name;

    /// <summary>Process ids of the ssh programs that carry it now; for tests of lines that break.</summary>
    internal IReadOnlyList<int> SshProcesses => _connections.Processes;

    /// <inheritdoc/>
    public Task<TargetDescription> DescribeAsync(CancellationToken cancellationToken) => DoAsync("look at the target", async connection =>
    {
        TargetDescription description = await new SftpFacts(connection, _definition, _paths).DescribeAsync(cancellationToken).ConfigureAwait(false);
        (_hashes, _continues) = (description.Can(TargetFeatures.ServerHash), description.Can(TargetFeatures.Continue));
        return description;
    }, cancellationToken);

    /// <inheritdoc/>
    public async Task PutAsync(TargetPath path, Stream content, PutRequest request, CancellationToken cancellationToken)
    {
        PutRules.Require(path, request);
        try
        {
            SftpConnection connection = await _connections.ForTransferAsync(cancellationToken).ConfigureAwait(false);
            using SftpConnection.Transfer transfer = connection.Begin();
            if (request.Mode == PutMode.Continue)
                await RequireContinueAsync(connection, path, cancellationToken).ConfigureAwait(false);
            await new SftpPut(connection, _paths.Of(path), request, _time).RunAsync(content, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsOurs(exception))
        {
            throw SftpFailures.Of(exception, Name, $"write {path}");
        }
    }

    /// <inheritdoc/>
    public Task RenameAsync(TargetPath from, TargetPath to, CancellationToken cancellationToken) => DoAsync($"rename {from} to {to}", async connection =>
    {
        await new SftpMove(connection).RunAsync(_paths.Of(from), _paths.Of(to), cancellationToken).ConfigureAwait(false);
        return true;
    }, cancellationToken);

    /// <inheritdoc/>
    public async Task<Stream> OpenReadAsync(TargetPath path, long offset, long? length, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length ?? 0, nameof(length));
        try
        {
            SftpConnection connection = await _connections.ForTransferAsync(cancellationToken).ConfigureAwait(false);
            return await new SftpOpening(connection, exception => IsOurs(exception) ? SftpFailures.Of(exception, Name, $"read {path}") : exception)
                .RunAsync(_paths.Of(path), offset, length, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsOurs(exception))
        {
            throw SftpFailures.Of(exception, Name, $"read {path}");
        }
    }

    /// <inheritdoc/>
    public Task<TargetEntry?> StatAsync(TargetPath path, CancellationToken cancellationToken) => DoAsync($"look at {path}", async connection =>
        await new SftpMove(connection).StatAsync(_paths.Of(path), cancellationToken).ConfigureAwait(false) is { } attributes ? Entry(path, attributes) : null, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<TargetEntry> ListAsync(TargetPath folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SftpConnection connection = await DoAsync($"list {folder}", Task.FromResult, cancellationToken).ConfigureAwait(false);
        IAsyncEnumerator<TargetEntry> entries = new SftpListing(connection, _paths).RunAsync(folder, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (entries.ConfigureAwait(false))
        {
            while (await NextAsync(entries, folder).ConfigureAwait(false))
                yield return entries.Current;
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(TargetPath path, CancellationToken cancellationToken) => DoAsync($"delete {path}", async connection =>
    {
        await new SftpMove(connection).RemoveAsync(_paths.Of(path), cancellationToken).ConfigureAwait(false);
        return true;
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<string?> HashAsync(TargetPath path, CancellationToken cancellationToken) => DoAsync($"have the hash computed of {path}", async connection =>
    {
        _hashes ??= await new SftpFacts(connection, _definition, _paths).HashesAsync(cancellationToken).ConfigureAwait(false);
        return _hashes is true ? ServerHash.Read(await new SftpRequests(connection).HashAsync(_paths.Of(path), cancellationToken).ConfigureAwait(false)) : null;
    }, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    /// <summary>A file or folder; null for what is neither, such as a pipe.</summary>
    internal static TargetEntry? Entry(TargetPath path, SftpAttributes attributes) =>
        attributes.IsFolder ? new TargetEntry(path, IsFolder: true, 0, attributes.ModifiedAt)
        : attributes.IsFile ? new TargetEntry(path, IsFolder: false, attributes.Length ?? 0, attributes.ModifiedAt)
        : null;

    private static bool IsOurs(Exception exception) => exception is SessionEndedException or SftpStatusException or SftpProtocolException;

    private async Task RequireContinueAsync(SftpConnection connection, TargetPath path, CancellationToken cancellationToken)
    {
        _continues ??= await new SftpFacts(connection, _definition, _paths).ContinuesAsync(cancellationToken).ConfigureAwait(false);
        if (_continues is false)
            throw new TargetException(TargetFailure.Config, $"target {Name}: cannot go on writing {path}: the server empties a file when it is opened", "write the file anew");
    }

    private async Task<T> DoAsync<T>(string action, Func<SftpConnection, Task<T>> act, CancellationToken cancellationToken)
    {
        try
        {
            return await act(await _connections.AnyAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsOurs(exception))
        {
            throw SftpFailures.Of(exception, Name, action);
        }
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<TargetEntry> entries, TargetPath folder)
    {
        try
        {
            return await entries.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (IsOurs(exception))
        {
            throw SftpFailures.Of(exception, Name, $"list {folder}");
        }
    }
}
