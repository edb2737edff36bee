using PosBackup.SqlStandIn.Tds.Tokens;

namespace PosBackup.SqlStandIn.Tds.Requests;

/// <summary>Carries out what the transaction manager is asked for.</summary>
internal sealed class TransactionCalls(ISqlSession session, OpenTransaction transaction)
{
    private const ushort BeginCommand = 212;
    private const ushort CommitCommand = 213;
    private const ushort RollbackCommand = 210;

    /// <exception cref="SqlErrorException">The session refused.</exception>
    public async Task RunAsync(TransactionRequest request, TdsResponse response, CancellationToken attention)
    {
        switch (request.Verb)
        {
            case TransactionVerb.Begin:
                Begin(request.IsolationLevel, response);
                break;
            case TransactionVerb.Commit:
                long committed = transaction.Descriptor;
                session.CommitTransaction();
                response.TransactionCommitted(committed);
                response.Done(CommitCommand, rowCount: null);
                break;
            case TransactionVerb.Rollback when request.Name.Length == 0:
                long rolledBack = transaction.Descriptor;
                session.RollbackTransaction();
                response.TransactionRolledBack(rolledBack);
                response.Done(RollbackCommand, rowCount: null);
                break;
            case TransactionVerb.Rollback:
                await RunTextAsync($"ROLLBACK TRANSACTION {Quote(request.Name)}", response, attention);
                break;
            default:
                await RunTextAsync($"SAVE TRANSACTION {Quote(request.Name)}", response, attention);
                break;
        }

        if (request.BeginsAnother)
            Begin(request.IsolationLevel, response);
    }

    private void Begin(string isolationLevel, TdsResponse response)
    {
        response.TransactionBegan(session.BeginTransaction(isolationLevel));
        response.Done(BeginCommand, rowCount: null);
    }

    private Task RunTextAsync(string text, TdsResponse response, CancellationToken attention) =>
        session.ExecuteAsync(new SqlRequest(text, []), response, attention);

    private static string Quote(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";
}
