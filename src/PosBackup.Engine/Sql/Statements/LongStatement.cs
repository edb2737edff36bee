using PosBackup.Engine.Sql.Errors;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>One statement that may run for hours: how it is called, and by what its end is judged.</summary>
internal sealed record LongStatement
{
    /// <summary>What is done to what, as a noun: <c>backup of Shop to D:\Shop.bak</c>.</summary>
    public required string What { get; init; }

    public required StatementPurpose Purpose { get; init; }

    /// <summary>The message without which it did not succeed; null where silence is success.</summary>
    public int? WordOfSuccess { get; init; }

    /// <summary>Makes the call on a session that nothing else uses.</summary>
    public required Func<SqlSession, IStatementCall> Call { get; init; }
}
