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

    /// <summary>The T-SQL of a statement of our own; empty where SMO writes it (<see cref="RestoreScript"/>).</summary>
    public string Text { get; init; } = "";

    /// <summary>Makes the call on a session that nothing else uses.</summary>
    public required Func<SqlSession, IStatementCall> Call { get; init; }

    /// <summary>A statement of our own.</summary>
    /// <param name="what">What is done to what, as a noun.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="text">T-SQL in which every name and path is quoted.</param>
    /// <param name="wordOfSuccess">The message without which it did not succeed; null where silence is success.</param>
    public static LongStatement Own(string what, StatementPurpose purpose, string text, int? wordOfSuccess = null) => new()
    {
        What = what,
        Purpose = purpose,
        WordOfSuccess = wordOfSuccess,
        Text = text,
        Call = session => new OwnCall(session, text),
    };
}
