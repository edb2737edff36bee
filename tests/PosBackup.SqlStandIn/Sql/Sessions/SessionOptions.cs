using PosBackup.SqlStandIn.Sql.Types;

namespace PosBackup.SqlStandIn.Sql.Sessions;

/// <summary>What SET sets; a connection reset brings the defaults back, a nested batch works on a copy.</summary>
internal sealed record SessionOptions
{
    public bool NoCount { get; init; }

    public bool XactAbort { get; init; }

    public bool QuotedIdentifier { get; init; } = true;

    /// <summary>How long a writer waits for another; -1 ms = for ever.</summary>
    public TimeSpan LockTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    public DateOrder DateOrder { get; init; } = DateOrder.Mdy;

    /// <summary>First day of the week; 7 = Sunday.</summary>
    public int DateFirst { get; init; } = 7;

    /// <summary>SET ROWCOUNT; 0 = all rows.</summary>
    public long RowCount { get; init; }

    /// <summary>Table with SET IDENTITY_INSERT ON, as database.schema.name; null when there is none.</summary>
    public string? IdentityInsert { get; init; }

    /// <summary>SET TEXTSIZE: bytes of a (max) value that a SELECT sends.</summary>
    public int TextSize { get; init; } = int.MaxValue;
}
