using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Support;

/// <summary>What a test makes a session do with a request.</summary>
internal delegate Task Script(SqlRequest request, ITdsResponse response, CancellationToken attention);

/// <summary>A session that plays a script and keeps a note of what it was told.</summary>
internal sealed class ScriptedSession(int spid, LoginRequest login, Script script) : ISqlSession
{
    private readonly CancellationTokenSource _kill = new();
    private long _transaction;

    public List<string> Notes { get; } = [];

    public LoginRequest Login => login;

    public int Spid => spid;

    public string Database => login.Database.Length > 0 ? login.Database : "master";

    public string Language => login.Language.Length > 0 ? login.Language : "us_english";

    public CancellationToken Killed => _kill.Token;

    public bool IsDisposed { get; private set; }

    public void Kill() => _kill.Cancel();

    public Task ExecuteAsync(SqlRequest request, ITdsResponse response, CancellationToken attention) => script(request, response, attention);

    public long BeginTransaction(string isolationLevel)
    {
        Notes.Add($"begin {isolationLevel}");
        return _transaction = 4711;
    }

    public void CommitTransaction()
    {
        if (_transaction == 0)
            throw new SqlErrorException(new SqlMessage(3902, 16, 1, "The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION."));
        _transaction = 0;
        Notes.Add("commit");
    }

    public void RollbackTransaction()
    {
        _transaction = 0;
        Notes.Add("rollback");
    }

    public void Reset() => Notes.Add("reset");

    public void Dispose()
    {
        IsDisposed = true;
        _kill.Dispose();
    }
}
