using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Functions;
using PosBackup.SqlStandIn.Sql.Queries;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Expressions;

/// <summary>Where an expression stands: decides whether aggregates may be used and which error a stray column gets.</summary>
internal enum Clause
{
    None,
    Where,
    GroupBy,
    Select,
    Having,
    OrderBy,
}

/// <summary>T-SQL expressions to SQLite text with types. One instance for one clause of one query.</summary>
internal sealed class ExpressionTranslator(Translation translation, QueryScope? scope, Clause clause = Clause.None)
{
    private bool _insideAggregate;
    private bool _insideGrouped;

    public Translation Translation { get; } = translation;

    public QueryScope? Scope { get; } = scope;

    public Clause Clause { get; } = clause;

    /// <summary>An expression with a value.</summary>
    public Scalar Scalar(ScalarExpression expression)
    {
        if (Scope?.Grouping is { Count: > 0 } grouping && !_insideAggregate && !_insideGrouped && Grouped(expression, grouping) is { } grouped)
            return grouped;

        Scalar value = Dispatch(expression);
        return expression is PrimaryExpression { Collation: { } collation } ? value with { ExplicitCollation = CollationNames.ToSqlite(collation.Value) } : value;
    }

    /// <summary>An expression brought to a type, without loss or with an error when the statement runs.</summary>
    public Scalar Scalar(ScalarExpression expression, TdsType type) => Coercion.To(Scalar(expression), type);

    /// <summary>A condition as SQLite text.</summary>
    public string Condition(BooleanExpression expression) => new PredicateTranslator(this).Translate(expression);

    /// <summary>The argument of an aggregate: columns need not be grouped there.</summary>
    public Scalar InsideAggregate(ScalarExpression expression)
    {
        if (Clause is Clause.Where or Clause.GroupBy)
            throw SqlErrors.AggregateInWhere();
        if (_insideAggregate)
            throw new SqlErrorException(new SqlMessage(130, 15, 1, "Cannot perform an aggregate function on an expression containing an aggregate or a subquery."));
        _insideAggregate = true;
        try
        {
            return Scalar(expression);
        }
        finally
        {
            _insideAggregate = false;
        }
    }

    /// <summary>A subquery in an expression.</summary>
    public TranslatedQuery Subquery(QueryExpression query) => new QueryTranslator(Translation, Scope).Translate(query);

    private Scalar Dispatch(ScalarExpression expression) => expression switch
    {
        Literal literal => Literals.Translate(literal),
        ParenthesisExpression parenthesis => Scalar(parenthesis.Expression) is var inner && inner.IsConstant ? inner : inner with { Sql = $"({inner.Sql})" },
        VariableReference variable => Variable(variable),
        GlobalVariableExpression global => GlobalVariables.Translate(global.Name, Translation),
        ColumnReferenceExpression column => Column(column),
        BinaryExpression binary => Arithmetic.Translate(binary.BinaryExpressionType, Scalar(binary.FirstExpression), Scalar(binary.SecondExpression)),
        UnaryExpression unary => Arithmetic.Translate(unary.UnaryExpressionType, Scalar(unary.Expression)),
        CastCall or TryCastCall or ConvertCall or TryConvertCall or ParseCall or TryParseCall => Casts.Translate(expression, this),
        SimpleCaseExpression or SearchedCaseExpression or IIfCall or CoalesceExpression or NullIfExpression => Cases.Translate(expression, this),
        FunctionCall call => FunctionCalls.Translate(call, this),
        LeftFunctionCall left => FunctionCalls.Translate("LEFT", left.Parameters, this),
        RightFunctionCall right => FunctionCalls.Translate("RIGHT", right.Parameters, this),
        ParameterlessCall call => FunctionCalls.Translate(call.ParameterlessCallType switch
        {
            ParameterlessCallType.CurrentTimestamp => "GETDATE",
            ParameterlessCallType.SystemUser => "SUSER_SNAME",
            _ => "USER_NAME",
        }, [], this),
        ScalarSubquery subquery => Single(Subquery(subquery.QueryExpression)),
        _ => throw SqlErrors.NotKnown($"expressions of the kind {expression.GetType().Name}"),
    };

    private Scalar Variable(VariableReference reference)
    {
        if (!Translation.LiveVariables.Contains(reference.Name))
            return Translation.Bind(reference.Name);

        TdsType type = Translation.Variables[reference.Name].Type;
        return SqlFunctions.Call(SessionFunctions.LiveVariable, Expressions.Scalar.Of(reference.Name, TdsType.SysName), new Scalar("NULL", type));
    }

    private Scalar Column(ColumnReferenceExpression reference)
    {
        if (reference.ColumnType != ColumnType.Regular)
            throw SqlErrors.NotKnown($"the column {reference.ColumnType}");
        string[] parts = [.. reference.MultiPartIdentifier.Identifiers.Select(part => part.Value)];
        if (Scope is null)
            throw parts.Length == 1 ? SqlErrors.InvalidColumn(parts[0]) : SqlErrors.UnboundName(string.Join('.', parts));

        ColumnFound found = Scope.Resolve(parts);
        if (found.Scope == Scope && Scope.Grouping is { } grouping && !_insideAggregate && !_insideGrouped && !grouping.Contains(found.Column.Sql))
            throw NotGrouped($"{found.Source.Name}.{found.Column.Name}");
        return new Scalar(found.Column.Sql, found.Column.Type) { Nullable = found.Column.Nullable };
    }

    private SqlErrorException NotGrouped(string column) => Clause switch
    {
        Clause.Having => SqlErrors.NotGroupedInHaving(column),
        Clause.OrderBy => SqlErrors.NotGroupedInOrderBy(column),
        _ => SqlErrors.NotGrouped(column),
    };

    // An expression that stands in GROUP BY may stand elsewhere as a whole, whatever columns it is made of.
    private Scalar? Grouped(ScalarExpression expression, HashSet<string> grouping)
    {
        if (expression is ColumnReferenceExpression or Literal or VariableReference || !ColumnScan.HasColumns(expression))
            return null;
        _insideGrouped = true;
        try
        {
            Scalar whole = Dispatch(expression);
            return grouping.Contains(whole.Sql) ? whole : null;
        }
        catch (SqlErrorException)
        {
            return null;
        }
        finally
        {
            _insideGrouped = false;
        }
    }

    // A subquery that is a value must give one row; a second one is an error, not a choice.
    private Scalar Single(TranslatedQuery query)
    {
        if (query.Columns.Count != 1)
            throw SqlErrors.OneColumnOnly();
        ResultColumn column = query.Columns[0];
        if (query.IsSingleRow)
            return new Scalar($"({query.Sql})", column.Value.Type) { ExplicitCollation = column.Value.ExplicitCollation };

        string name = column.SqlName;
        Scalar value = new($"max({name})", column.Value.Type);
        Scalar fail = SqlFunctions.Call(OperatorFunctions.TooManyRows, value);
        return new Scalar($"(SELECT CASE WHEN count(*) > 1 THEN {fail.Sql} ELSE {value.Sql} END FROM (SELECT * FROM ({query.Sql}) LIMIT 2))", column.Value.Type);
    }
}
