using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Expressions;

namespace PosBackup.SqlStandIn.Sql.Queries;

/// <summary>The select list: stars spelled out, names found, variables to set.</summary>
internal sealed record SelectList(IReadOnlyList<ResultColumn> Columns, IReadOnlyList<string> Assigned);

/// <summary>Translates the elements of a select list.</summary>
internal sealed class SelectListTranslator(Translation translation, QueryScope scope)
{
    private readonly ExpressionTranslator _translator = new(translation, scope, Clause.Select);
    private readonly List<ResultColumn> _columns = [];
    private readonly List<string> _assigned = [];

    public SelectList Translate(IList<SelectElement> elements)
    {
        foreach (SelectElement element in elements)
        {
            switch (element)
            {
                case SelectStarExpression star:
                    AddStar(star);
                    break;
                case SelectScalarExpression scalar:
                    Add(NameOf(scalar), _translator.Scalar(scalar.Expression));
                    break;
                case SelectSetVariable set:
                    _assigned.Add(set.Variable.Name);
                    Add(set.Variable.Name, Assigned(set));
                    break;
                default:
                    throw SqlErrors.NotKnown($"select elements of the kind {element.GetType().Name}");
            }
        }

        if (_assigned.Count > 0 && _assigned.Count < _columns.Count)
            throw SqlErrors.AssignmentMixedWithRetrieval();
        return new SelectList(_columns, _assigned);
    }

    private void AddStar(SelectStarExpression star)
    {
        string[] qualifier = star.Qualifier is null ? [] : [.. star.Qualifier.Identifiers.Select(part => part.Value)];
        var sources = qualifier.Length == 0 ? scope.Sources : scope.Sources.FindAll(source => source.Answers(qualifier));
        if (sources.Count == 0)
            throw qualifier.Length == 0 ? SqlErrors.StarWithoutFrom() : SqlErrors.UnboundPrefix(string.Join('.', qualifier));
        foreach (RowSource source in sources)
        {
            foreach (SourceColumn column in source.Columns)
            {
                if (scope.Grouping is { } grouping && !grouping.Contains(column.Sql))
                    throw SqlErrors.NotGrouped($"{source.Name}.{column.Name}");
                Add(column.Name, new Scalar(column.Sql, column.Type) { Nullable = column.Nullable });
            }
        }
    }

    private Scalar Assigned(SelectSetVariable set)
    {
        Scalar value = CompoundAssignment.Value(set.Variable, set.AssignmentKind, set.Expression, _translator);
        return Coercion.To(value, translation.Variables[set.Variable.Name].Type);
    }

    private void Add(string? name, Scalar value) => _columns.Add(new ResultColumn(name, string.Create(CultureInfo.InvariantCulture, $"c{_columns.Count + 1}"), value));

    private static string? NameOf(SelectScalarExpression element) => element.ColumnName?.Value
        ?? (element.Expression is ColumnReferenceExpression { ColumnType: ColumnType.Regular } column ? column.MultiPartIdentifier.Identifiers[^1].Value : null);
}
