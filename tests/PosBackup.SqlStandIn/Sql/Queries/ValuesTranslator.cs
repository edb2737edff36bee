using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Expressions;

namespace PosBackup.SqlStandIn.Sql.Queries;

/// <summary>Adds a source with these columns to the scope; gives its text with its alias.</summary>
internal delegate string AddSource(string exposedName, string sql, IReadOnlyList<ResultColumn> columns);

/// <summary>(VALUES (...), (...)) AS t (a, b).</summary>
internal sealed class ValuesTranslator(Translation translation, QueryScope scope)
{
    public string Translate(InlineDerivedTable values, AddSource add)
    {
        IReadOnlyList<ResultColumn> columns = Rows(values.RowValues, out string sql);
        return add(values.Alias.Value, $"({sql})", FromTranslator.Renamed(columns, values.Columns, values.Alias.Value));
    }

    /// <summary>Row values as a query; each column has the common type of its values.</summary>
    public IReadOnlyList<ResultColumn> Rows(IList<RowValue> rows, out string sql)
    {
        var translator = new ExpressionTranslator(translation, new QueryScope(scope.Outer), Clause.Where);
        Scalar[][] values = [.. rows.Select(row => row.ColumnValues.Select(translator.Scalar).ToArray())];
        if (values.Any(row => row.Length != values[0].Length))
            throw SqlErrors.UnequalRowValues();

        ResultColumn[] columns = [.. values[0].Select((_, i) =>
        {
            Scalar[] column = [.. values.Select(row => row[i])];
            string name = string.Create(CultureInfo.InvariantCulture, $"column{i + 1}");
            return new ResultColumn(Name: null, name, new Scalar(name, Cases.CommonType(column)) { Nullable = column.Any(value => value.Nullable), IsNull = column.All(value => value.IsNull) });
        })];
        sql = "VALUES " + string.Join(", ", values.Select(row => $"({string.Join(", ", row.Select((value, i) => Coercion.To(value, columns[i].Value.Type).Sql))})"));
        return columns;
    }
}
