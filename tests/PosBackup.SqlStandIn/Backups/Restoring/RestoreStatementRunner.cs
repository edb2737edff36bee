using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Backups.Listing;
using PosBackup.SqlStandIn.Backups.Statements;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>Runs every kind of RESTORE.</summary>
public static class RestoreStatementRunner
{
    /// <summary>Runs the statement; rows, messages and DONEs go to the response.</summary>
    /// <exception cref="SqlErrorException">The server's refusal, 3013 behind it; after an attention 3204 and 3013.</exception>
    public static async Task RunAsync(
        RestoreStatement statement, StatementValues values, Instance instance, SessionState session, ITdsResponse response, CancellationToken attention)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(session);
        RestoreVerb verb = RestoreVerb.Of(statement.Kind) ?? throw StatementErrors.NotInStandIn($"RESTORE {statement.Kind}");
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(attention, session.KillToken);
        string? before = session.CurrentCommand;
        session.CurrentCommand = verb.Request;
        session.PercentComplete = 0;
        try
        {
            if (session.OpenTransactions > 0)
                throw StatementErrors.InTransaction();
            RestoreRequest request = new RestoreStatementReader(values, instance, session).Read(statement, verb);
            await RunAsync(request, instance, session, response, cancelled.Token);
        }
        catch (SqlErrorException error)
        {
            throw Terminating(error, verb);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            throw Terminating(StatementErrors.Aborted(), verb);
        }
        finally
        {
            session.CurrentCommand = before;
            session.PercentComplete = 0;
        }
    }

    private static Task RunAsync(RestoreRequest request, Instance instance, SessionState session, ITdsResponse response, CancellationToken cancellationToken)
    {
        if (request.Verb == RestoreVerb.Database || request.Verb == RestoreVerb.Log)
            return new DatabaseRestore(request, instance, session, response).RunAsync(cancellationToken);
        if (instance.Logins.Find(session.LoginName)?.CanRestore(database: null) != true)
            throw RestoreErrors.ListingDenied();
        return request.Verb == RestoreVerb.VerifyOnly
            ? SetVerification.RunAsync(request, instance, session, response, cancellationToken)
            : MediaListings.RunAsync(request, instance, response, cancellationToken);
    }

    private static SqlErrorException Terminating(SqlErrorException error, RestoreVerb verb) =>
        new([.. error.Messages, StatementErrors.Terminating(verb.Text)]);
}
