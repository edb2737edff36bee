using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;

namespace PosBackup.PowerShell.Engine;

/// <summary>
/// The engine of a PowerShell session (a runspace): started by the first cmdlet that needs it, shared by all that follow, started anew after it ended, and ended with the runspace,
/// with the module, or with the process, whose end closes its input.
/// </summary>
internal sealed class EngineSession
{
    private static readonly ConcurrentDictionary<Guid, EngineSession> Sessions = new();

    private readonly object _gate = new();
    private EngineProcess? _process;
    private bool _isOver;

    /// <summary>The session of the runspace that this thread works for.</summary>
    public static EngineSession Current
    {
        get
        {
            Runspace runspace = Runspace.DefaultRunspace;
            return Sessions.GetOrAdd(runspace.InstanceId, _ => Of(runspace));
        }
    }

    /// <summary>Ends the session of this thread's runspace, when it has one.</summary>
    public static void EndCurrent()
    {
        if (Runspace.DefaultRunspace is { } runspace)
            End(runspace.InstanceId);
    }

    /// <summary>The connection to the engine, which is started when it is not there or no longer there.</summary>
    /// <exception cref="PosBackupException">There is none, it does not start, or it is of another version.</exception>
    public EngineConnection Connect(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_process is { Connection.IsGone: false })
                return _process.Connection;

            _process?.Dispose();
            _process = null;
            _process = Start(cancellationToken);
            if (_isOver)
                _process.Dispose();

            return _process.Connection;
        }
    }

    private static EngineProcess Start(CancellationToken cancellationToken)
    {
        string folder = Path.GetDirectoryName(typeof(EngineSession).Assembly.Location) ?? "";
        string? configured = Environment.GetEnvironmentVariable(EngineLocation.Variable);
        string path = EngineLocation.Find(folder, configured, File.Exists);
        EngineProcess process = EngineProcess.Start(path, isOfModule: string.IsNullOrEmpty(configured));
        try
        {
            EngineHandshake.Greet(process.Connection, path, cancellationToken);
            return process;
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    private static EngineSession Of(Runspace runspace)
    {
        Guid id = runspace.InstanceId;
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
                End(id);
        };
        return new EngineSession();
    }

    private static void End(Guid runspace)
    {
        if (Sessions.TryRemove(runspace, out EngineSession? session))
            session.End();
    }

    private void End()
    {
        lock (_gate)
        {
            _isOver = true;
            _process?.Dispose();
        }
    }
}
