using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Catalog;
using PosBackup.SqlStandIn.Sql.Expressions;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Types;

namespace PosBackup.SqlStandIn.Sql.Queries;

/// <summary>Table-valued system functions in FROM and APPLY.</summary>
internal sealed class TableFunctionCalls(Translation translation, QueryScope scope)
{
    /// <summary>After an APPLY: which rows belong to the row on the left.</summary>
    public string Condition { get; private set; } = "TRUE";

    public string Translate(SchemaObjectFunctionTableReference reference, bool correlated, AddSource add)
    {
        string name = reference.SchemaObject.BaseIdentifier.Value;
        SystemTableFunction function = SystemTableFunctions.Find(reference.SchemaObject, translation.Session);
        if (reference.Parameters.Count != function.Parameters.Count)
            throw SqlErrors.InvalidObject(name);
        if (function.NeedsServerState)
            translation.Session.Permissions.RequireServerState();

        Scalar[] arguments = [.. reference.Parameters.Select((parameter, i) => Argument(parameter, function.Parameters[i], correlated))];
        CatalogRows rows = correlated ? AllRows(function, arguments) : RowsOf(function, arguments);
        ResultColumn[] columns = [.. function.Columns.Select(column => new ResultColumn(column.Name, SqlText.Name(column.Name), new Scalar(column.Name, column.Type)))];
        return add(reference.Alias?.Value ?? name, rows.SqliteName, FromTranslator.Renamed(columns, reference.Columns, name)) is var sql && correlated
            ? Correlate(sql, function, arguments)
            : sql;
    }

    private Scalar Argument(ScalarExpression parameter, Tds.TdsType type, bool correlated)
    {
        if (parameter is DefaultLiteral)
            return Scalar.Null with { Type = type };
        return Coercion.To(new ExpressionTranslator(translation, correlated ? scope : null).Scalar(parameter), type);
    }

    // The arguments are values: they are computed once, before the statement runs.
    private CatalogRows RowsOf(SystemTableFunction function, Scalar[] arguments)
    {
        string sql = $"SELECT {string.Join(", ", arguments.Select(argument => argument.Sql))}";
        return translation.Lay(function.Name, function.Columns, session => function.Rows(session, arguments.Length == 0 ? [] : Evaluate(session, sql, function)));
    }

    private object?[] Evaluate(SessionContext session, string sql, SystemTableFunction function)
    {
        var parameters = translation.Bindings.Select(binding => (binding.Parameter, binding.Read())).ToArray();
        object?[] stored = session.Connection.Rows(sql, parameters)[0];
        return [.. stored.Select((value, i) => SqliteTypes.FromSqlite(function.Parameters[i], value))];
    }

    private CatalogRows AllRows(SystemTableFunction function, Scalar[] arguments)
    {
        if (function.AllRows is not { } all)
            return arguments.All(argument => argument.IsConstant) ? RowsOf(function, arguments) : throw SqlErrors.NotKnown($"APPLY of {function.Name} with columns as arguments");
        return translation.Lay(function.Name, function.Columns, all);
    }

    private string Correlate(string sql, SystemTableFunction function, Scalar[] arguments)
    {
        RowSource source = scope.Sources[^1];
        if (function.AllRows is not null)
            Condition = string.Join(" AND ", arguments.Select((argument, i) => $"{source.Alias}.{SqlText.Name(function.Columns[i].Name)} = {argument.Sql}"));
        return sql;
    }
}
