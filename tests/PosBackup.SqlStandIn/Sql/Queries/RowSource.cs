using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Queries;

/// <summary>Something in FROM that gives rows: a table, a view, a subquery, a common table.</summary>
/// <param name="Name">The name by which the query calls it: its alias, else the table's name; empty for none.</param>
/// <param name="Alias">Its name in the SQLite text.</param>
/// <param name="Columns">What it has.</param>
internal sealed record RowSource(string Name, string Alias, IReadOnlyList<SourceColumn> Columns)
{
    /// <summary>database.schema.table parts by which a column may also be prefixed; only without an alias.</summary>
    public IReadOnlyList<string> QualifiedName { get; init; } = [];

    /// <summary>Whether a column's prefix means this source.</summary>
    public bool Answers(IReadOnlyList<string> prefix)
    {
        if (prefix.Count == 1)
            return Name.Equals(prefix[0], StringComparison.OrdinalIgnoreCase);
        if (QualifiedName.Count < prefix.Count)
            return false;
        for (int i = 1; i <= prefix.Count; i++)
        {
            bool isSkippedSchema = prefix[^i].Length == 0;
            if (!isSkippedSchema && !QualifiedName[^i].Equals(prefix[^i], StringComparison.OrdinalIgnoreCase))
                return false;
        }

        return true;
    }
}

/// <summary>A column of a source. <paramref name="Sql"/> is how the SQLite text calls it.</summary>
internal sealed record SourceColumn(string Name, string Sql, TdsType Type, bool Nullable = true, bool IsIdentity = false);
