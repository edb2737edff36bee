using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Batches;

/// <summary>An error of a statement, its line set, on its way to the CATCH block or the client.</summary>
internal sealed class StatementFailure(IReadOnlyList<SqlMessage> messages) : Exception(messages[0].Text)
{
    public IReadOnlyList<SqlMessage> Messages { get; } = messages;

    /// <summary>What the batch does after the error was told.</summary>
    public FailureReach Reach { get; init; }

    /// <summary>Whether the open transaction is lost with it.</summary>
    public bool EndsTransaction { get; init; }

    /// <summary>"The statement has been terminated." follows.</summary>
    public bool Terminated { get; init; }

    /// <summary>The message that ERROR_NUMBER() tells: the last one counts, as on a real server.</summary>
    public SqlMessage Main => Messages[^1];
}

/// <summary>How far an error reaches.</summary>
internal enum FailureReach
{
    /// <summary>The batch goes on with the next statement.</summary>
    Statement,

    /// <summary>The rest of the innermost batch is not run; a batch around it goes on.</summary>
    Scope,

    /// <summary>Nothing of the batch is run any more.</summary>
    Batch,

    /// <summary>The connection is closed.</summary>
    Connection,
}

/// <summary>The batch is over before its end; the client knows why.</summary>
internal sealed class BatchAborted(FailureReach reach) : Exception
{
    public FailureReach Reach { get; } = reach;
}
