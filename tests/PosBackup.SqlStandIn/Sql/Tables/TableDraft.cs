namespace PosBackup.SqlStandIn.Sql.Tables;

/// <summary>A table about to be made.</summary>
internal sealed record TableDraft(IReadOnlyList<TableColumn> Columns)
{
    public IReadOnlyList<KeyDraft> Keys { get; init; } = [];

    /// <summary>CHECK and FOREIGN KEY as SQLite text.</summary>
    public IReadOnlyList<string> Constraints { get; init; } = [];
}

/// <summary>A primary key, unique constraint or index about to be made.</summary>
internal sealed record KeyDraft(string Name, IndexKind Kind, IReadOnlyList<KeyColumn> Columns)
{
    /// <summary>WHERE of a filtered index as SQLite text; null for none.</summary>
    public string? Filter { get; init; }
}

/// <summary>A column of a key.</summary>
internal sealed record KeyColumn(string Name, bool Descending);
