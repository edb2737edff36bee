namespace PosBackup.SqlStandIn.Sql.Sessions;

/// <summary>What a statement leaves for the next ones to ask about.</summary>
internal sealed class StatementOutcome
{
    /// <summary>@@ERROR: number of the last statement's error, 0 when it had none.</summary>
    public int Error { get; set; }

    /// <summary>@@ROWCOUNT.</summary>
    public long RowCount { get; set; }

    /// <summary>@@IDENTITY and SCOPE_IDENTITY(): the last value given out; null before the first.</summary>
    public decimal? Identity { get; set; }

    public void Clear() => (Error, RowCount, Identity) = (0, 0, null);
}
