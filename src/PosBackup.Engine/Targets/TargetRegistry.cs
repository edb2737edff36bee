using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Trust;
using PosBackup.Engine.Targets.Wrappers;

namespace PosBackup.Engine.Targets;

/// <summary>The one place that makes a target of its definition, with all that is wrapped around it. A new kind of target is one line here.</summary>
public sealed class TargetRegistry : ITargetOpener
{
    private readonly TargetFactories _factories;
    private readonly Func<IBackupTarget, TargetDefinition, RetryOptions, IBackupTarget> _wrap;

    /// <summary>How often and how late a call is tried again that the line broke.</summary>
    internal RetryOptions Retry { get; init; } = new();

    /// <summary>Creates the registry.</summary>
    /// <param name="secrets">Finds passwords when a target asks for them.</param>
    /// <param name="askpassProgram">This program, which ssh starts to be told a password.</param>
    /// <param name="clock">Measures timeouts.</param>
    /// <param name="logger">Is told of every call at a target, at debug level; null for nobody.</param>
    public TargetRegistry(ISecretSource secrets, string askpassProgram, TimeProvider clock, ILogger? logger = null)
    {
        _factories = TargetFactories.Create(secrets, askpassProgram, clock);
        _wrap = (target, definition, retry) => Wrap(target, definition, retry, logger ?? NullLogger.Instance, clock);
    }

    /// <summary>Creates one with other targets.</summary>
    /// <param name="factories">What makes the targets.</param>
    /// <param name="wrap">What is put around each: throttle, retry, logging, in this order from the inside.</param>
    internal TargetRegistry(TargetFactories factories, Func<IBackupTarget, TargetDefinition, IBackupTarget> wrap) => (_factories, _wrap) = (factories, (target, definition, _) => wrap(target, definition));

    /// <summary>Makes a target. Nothing is connected before its first call.</summary>
    /// <exception cref="TargetException"><see cref="TargetFailure.Config"/>: no target can be made of this definition.</exception>
    public IBackupTarget Open(TargetDefinition definition) => Open(definition, Retry);

    /// <summary>The same for whoever asks how the target is now: no call is tried again, so that one which does not answer is told at once.</summary>
    /// <exception cref="TargetException"><see cref="TargetFailure.Config"/>: no target can be made of this definition.</exception>
    public IBackupTarget OpenOnce(TargetDefinition definition) => Open(definition, Retry with { Tries = 1 });

    /// <summary>Makes what asks a target's server for its host keys or its certificate.</summary>
    /// <param name="definition">The target.</param>
    /// <param name="jump">Asks the jump host instead, which the definition must have.</param>
    /// <exception cref="TargetException"><see cref="TargetFailure.Config"/>: there is no server to ask.</exception>
    public IIdentityScan Scan(TargetDefinition definition, bool jump)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition switch
        {
            SftpDefinition sftp when !jump || sftp.Jump is not null => _factories.SshScan(sftp, jump),
            FtpDefinition ftp when !jump => _factories.CertificateScan(ftp),
            _ => throw Unknown(definition),
        };
    }

    private IBackupTarget Open(TargetDefinition definition, RetryOptions retry)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return _wrap(
            definition switch
            {
                FolderDefinition folder => _factories.Folder(folder),
                SftpDefinition sftp => _factories.Sftp(sftp),
                FtpDefinition ftp => _factories.Ftp(ftp),
                _ => throw Unknown(definition),
            },
            definition,
            retry);
    }

    /// <summary>From the inside: the limit of speed, which what is sent again counts in; the log, which sees every try; the tries.</summary>
    private static RetryingTarget Wrap(IBackupTarget target, TargetDefinition definition, RetryOptions retry, ILogger logger, TimeProvider clock)
    {
        IBackupTarget slow = definition.Throttle is { } throttle ? new ThrottledTarget(target, throttle, clock) : target;
        return new RetryingTarget(new LoggingTarget(slow, logger, clock), new RetryPolicy(retry, clock, Random.Shared));
    }

    private static TargetException Unknown(TargetDefinition definition) =>
        new(TargetFailure.Config, $"{definition.Name}: a target of the kind {definition.Kind} cannot be used so", "look at its definition");
}
