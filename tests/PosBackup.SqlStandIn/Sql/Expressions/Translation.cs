using System.Globalization;
using PosBackup.SqlStandIn.Sql.Catalog;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Tables;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Expressions;

/// <summary>What one T-SQL statement becomes on its way to one SQLite statement: parameters, catalog rows to lay out, names given.</summary>
internal sealed class Translation(SessionContext session, Variables variables)
{
    private readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Binding> _bindings = [];
    private readonly List<CatalogRows> _catalogRows = [];
    private readonly List<string> _commonTables = [];
    private int _names;

    public SessionContext Session { get; } = session;

    public Variables Variables { get; } = variables;

    public TableCatalog Tables { get; } = new(session);

    /// <summary>Variables that the statement itself sets row by row: read anew for each row.</summary>
    public HashSet<string> LiveVariables { get; } = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<Binding> Bindings => _bindings;

    public IReadOnlyList<CatalogRows> CatalogRows => _catalogRows;

    /// <summary>WITH and its tables, or nothing.</summary>
    public string Prefix => _commonTables.Count == 0 ? "" : $"WITH RECURSIVE {string.Join(", ", _commonTables)} ";

    /// <summary>A name that nothing else in this statement has.</summary>
    public string NewName(string stem) => string.Create(CultureInfo.InvariantCulture, $"{stem}{++_names}");

    public void AddCommonTable(string definition) => _commonTables.Add(definition);

    /// <summary>A variable as a parameter; it takes its value when the statement runs.</summary>
    public Scalar Bind(string name)
    {
        Variable variable = Variables[name];
        return new Scalar(Parameter(name, variable.Type, () => variable.Value), variable.Type);
    }

    /// <summary>A value of the session (@@ROWCOUNT ...) as a parameter.</summary>
    public Scalar Bind(string name, TdsType type, Func<SessionContext, object?> read) => new(Parameter(name, type, () => read(Session)), type);

    /// <summary>The temporary table in which the rows of a system view will lie when the statement runs.</summary>
    public CatalogRows Lay(SystemView view, Database database)
    {
        string table = $"$ {database.Id} {view.Schema}.{view.Name}";
        CatalogRows? rows = _catalogRows.Find(known => known.Table == table);
        if (rows is null)
            _catalogRows.Add(rows = new CatalogRows(table, view.Columns, session => view.Rows(session, database)));
        return rows;
    }

    /// <summary>The temporary table for the rows of a table-valued function with the arguments of this call.</summary>
    public CatalogRows Lay(string name, IReadOnlyList<SystemColumn> columns, Func<SessionContext, IEnumerable<object?[]>> read)
    {
        var rows = new CatalogRows($"$ {name} {NewName("f")}", columns, read);
        _catalogRows.Add(rows);
        return rows;
    }

    private string Parameter(string name, TdsType type, Func<object?> read)
    {
        if (_parameters.TryGetValue(name, out string? parameter))
            return parameter;
        parameter = NewName("@p");
        _parameters.Add(name, parameter);
        _bindings.Add(new Binding(parameter, () => SqliteTypes.ToSqlite(type, read())));
        return parameter;
    }
}

/// <summary>A parameter of the SQLite statement and where its stored value comes from.</summary>
internal sealed record Binding(string Parameter, Func<object?> Read);
