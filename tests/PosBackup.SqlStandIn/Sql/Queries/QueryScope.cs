using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Queries;

/// <summary>The names that an expression may use: the sources of its query, then those of the queries around it.</summary>
internal sealed class QueryScope(QueryScope? outer)
{
    private readonly Dictionary<string, CommonTable> _commonTables = new(StringComparer.OrdinalIgnoreCase);

    public QueryScope? Outer { get; } = outer;

    public List<RowSource> Sources { get; } = [];

    /// <summary>SQLite texts of the GROUP BY expressions; null when the query does not group.</summary>
    public HashSet<string>? Grouping { get; set; }

    public CommonTable? FindCommonTable(string name) => _commonTables.GetValueOrDefault(name) ?? Outer?.FindCommonTable(name);

    public void Add(CommonTable table) => _commonTables[table.Name] = table;

    /// <summary>Takes over the tables of another scope's WITH.</summary>
    public QueryScope WithTablesOf(QueryScope other)
    {
        foreach (CommonTable table in other._commonTables.Values)
            Add(table);
        return this;
    }

    /// <exception cref="SqlErrorException">1011.</exception>
    public void Add(RowSource source)
    {
        if (source.Name.Length > 0 && Sources.Any(other => other.Name.Equals(source.Name, StringComparison.OrdinalIgnoreCase)
            && (other.QualifiedName.Count == 0 || source.QualifiedName.Count == 0 || other.QualifiedName.SequenceEqual(source.QualifiedName, StringComparer.OrdinalIgnoreCase))))
            throw SqlErrors.SameExposedName(source.Name);
        Sources.Add(source);
    }

    /// <summary>The column that a name means.</summary>
    /// <exception cref="SqlErrorException">207, 209, 4104.</exception>
    public ColumnFound Resolve(IReadOnlyList<string> parts)
    {
        string column = parts[^1];
        string[] prefix = [.. parts.Take(parts.Count - 1)];
        for (QueryScope? scope = this; scope is not null; scope = scope.Outer)
        {
            var sources = prefix.Length == 0 ? scope.Sources : scope.Sources.FindAll(source => source.Answers(prefix));
            var found = sources
                .SelectMany(source => source.Columns, (source, candidate) => (Source: source, Column: candidate))
                .Where(pair => pair.Column.Name.Equals(column, StringComparison.OrdinalIgnoreCase))
                .ToList();
            if (found.Count > 1)
                throw SqlErrors.AmbiguousColumn(column);
            if (found.Count == 1)
                return new ColumnFound(found[0].Source, found[0].Column, scope);
            if (prefix.Length > 0 && sources.Count > 0)
                throw SqlErrors.InvalidColumn(column);
        }

        throw prefix.Length == 0 ? SqlErrors.InvalidColumn(column) : SqlErrors.UnboundName(string.Join('.', parts));
    }
}

/// <summary>A column and where it was found.</summary>
internal sealed record ColumnFound(RowSource Source, SourceColumn Column, QueryScope Scope);

/// <summary>A table of WITH.</summary>
internal sealed record CommonTable(string Name, string Alias, IReadOnlyList<ResultColumn> Columns);

/// <summary>A column that a query gives.</summary>
/// <param name="Name">Its name; null for none.</param>
/// <param name="SqlName">Its name in the SQLite text.</param>
/// <param name="Value">Its type and whether it may be NULL.</param>
internal sealed record ResultColumn(string? Name, string SqlName, Scalar Value);

/// <summary>A query as SQLite text with the columns it gives.</summary>
internal sealed record TranslatedQuery(string Sql, IReadOnlyList<ResultColumn> Columns)
{
    /// <summary>Variables that SELECT @v = ... sets, a column each; empty for a query that returns rows.</summary>
    public IReadOnlyList<string> Assigned { get; init; } = [];

    /// <summary>Whether it gives one row at most, whatever the data.</summary>
    public bool IsSingleRow { get; init; }
}
