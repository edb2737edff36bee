using PosBackup.Engine.Targets.Sftp.Failures;
using PosBackup.Engine.Targets.Sftp.Launch;
using PosBackup.Engine.Targets.Sftp.Protocol;
using PosBackup.Engine.Targets.Sftp.Session;

namespace PosBackup.Engine.Targets.Sftp.Processes;

/// <summary>A running ssh with the session over its pipes: stops it when nothing comes for too long, and says why it ended.</summary>
internal sealed class SshSession : IAsyncDisposable
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly ISshProcess _ssh;
    private readonly ErrorText _errors;
    private readonly TimeSpan _stall;
    private readonly ITimer _watch;
    private volatile SshFailure? _stopped;

    public SshSession(ISshProcess ssh, TimeSpan stall, TimeProvider time)
    {
        (_ssh, _stall) = (ssh, stall);
        _errors = new ErrorText(ssh.Errors);
        Session = new SftpSession(ssh.Input, ssh.Output, Explain, time);
        Session.Start();
        TimeSpan step = stall / 10;
        _watch = time.CreateTimer(_ => Watch(), null, step, step);
    }

    public SftpSession Session { get; }

    public int ProcessId => _ssh.Id;

    /// <summary>Stops ssh; whoever waits is told this reason, unless ssh itself has named one.</summary>
    public void Stop(SshFailure reason)
    {
        _stopped ??= reason;
        _ssh.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync().ConfigureAwait(false);
        Session.Dispose();
        _stopped ??= new SshFailure(TargetFailure.Lost, "the session was closed");
        await Task.Run(End).ConfigureAwait(false);
    }

    /// <summary>A server that does not go by itself when its input ends is not waited for.</summary>
    private void End()
    {
        if (_ssh.Wait(LastWords) is null)
            _ssh.Kill();
        Session.Join(LastWords + LastWords);
        _ssh.Dispose();
    }

    private void Watch()
    {
        if (Session.Silence > _stall)
            Stop(new SshFailure(TargetFailure.Lost, $"the server sent nothing for {_stall.TotalSeconds:0} seconds", "see whether line and server work; a line that is only slow at times needs a longer stallTimeout"));
    }

    /// <summary>On the reader's thread: ssh is at its end, and what it said decides.</summary>
    private SessionEndedException Explain(Exception met)
    {
        bool hasBegun = Session.Version.IsCompletedSuccessfully;
        if (met is NotSftpException noise)
        {
            _ssh.Kill();
            return new SessionEndedException(new SshFailure(TargetFailure.Config, $"the server sent text where SFTP was due, which its login script prints: {noise.Text}", "let the login script (.bashrc, profile) print nothing when it is not interactive"), met);
        }

        if (met is not (EndOfStreamException or IOException or ObjectDisposedException))
        {
            _ssh.Kill();
            return new SessionEndedException(new SshFailure(TargetFailure.Lost, $"the server broke the SFTP protocol: {met.Message}"), met);
        }

        int? exitCode = _ssh.Wait(LastWords);
        if (exitCode is null)
            _ssh.Kill();
        string errors = _errors.End(LastWords).Trim();
        SshFailure said = hasBegun ? SshFailureRules.Afterwards(errors) : SshFailureRules.BeforeLogin(errors, exitCode);
        return new SessionEndedException(_stopped is { } stopped && (hasBegun || said.Failure is TargetFailure.Unknown or TargetFailure.Config) ? stopped : said, met);
    }
}
