namespace PosBackup.SqlStandIn.Storage.Sessions;

/// <summary>What others see of a session: sys.dm_exec_sessions, sys.dm_exec_requests, KILL.</summary>
public sealed class SessionState : IDisposable
{
    private readonly CancellationTokenSource _kill = new();

    internal SessionState(int spid, string loginName)
    {
        Spid = spid;
        LoginName = loginName;
        OriginalLogin = loginName;
        KillToken = _kill.Token;
    }

    public int Spid { get; }

    public string LoginName { get; set; }

    public string OriginalLogin { get; }

    public string HostName { get; init; } = "";

    public string ProgramName { get; init; } = "";

    public string Database { get; set; } = "master";

    public string Language { get; set; } = "us_english";

    public string DateFormat { get; set; } = "mdy";

    public DateTimeOffset LoginTime { get; init; }

    public int OpenTransactions { get; set; }

    /// <summary>command of sys.dm_exec_requests, for instance <c>BACKUP DATABASE</c>; null when nothing runs.</summary>
    public string? CurrentCommand { get; set; }

    /// <summary>Text of the batch that runs.</summary>
    public string? StatementText { get; set; }

    /// <summary>When it began, the server's local time.</summary>
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>percent_complete, 0 to 100.</summary>
    public double PercentComplete { get; set; }

    /// <summary>Pages that the running BACKUP or RESTORE has read and written; null when none runs: for others nothing is counted.</summary>
    public long? PagesDone { get; set; }

    /// <summary>sleeping or running.</summary>
    public string Status => CurrentCommand is null ? "sleeping" : "running";

    /// <summary>Cancelled by KILL.</summary>
    public CancellationToken KillToken { get; }

    public void Dispose() => _kill.Dispose();

    internal void Kill() => _kill.Cancel();
}
