using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Functions;
using PosBackup.SqlStandIn.Sql.Queries;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Expressions;

/// <summary>Conditions. Both sides of a comparison are brought to one type and compared by its collation.</summary>
internal sealed class PredicateTranslator(ExpressionTranslator translator)
{
    public string Translate(BooleanExpression expression) => expression switch
    {
        BooleanParenthesisExpression parenthesis => $"({Translate(parenthesis.Expression)})",
        BooleanNotExpression not => $"(NOT {Translate(not.Expression)})",
        BooleanBinaryExpression both =>
            $"({Translate(both.FirstExpression)} {(both.BinaryExpressionType == BooleanBinaryExpressionType.And ? "AND" : "OR")} {Translate(both.SecondExpression)})",
        BooleanComparisonExpression comparison => Compare(Operator(comparison.ComparisonType), translator.Scalar(comparison.FirstExpression), translator.Scalar(comparison.SecondExpression)),
        BooleanIsNullExpression isNull => $"({translator.Scalar(isNull.Expression).Sql} IS {(isNull.IsNot ? "NOT " : "")}NULL)",
        BooleanTernaryExpression between => Between(between),
        InPredicate { Subquery: { } subquery } @in => In(@in, translator.Subquery(subquery.QueryExpression)),
        InPredicate @in => In(@in),
        LikePredicate like => Like(like),
        ExistsPredicate exists => $"EXISTS ({translator.Subquery(exists.Subquery.QueryExpression).Sql})",
        SubqueryComparisonPredicate quantified => Quantified(quantified),
        _ => throw SqlErrors.NotKnown($"conditions of the kind {expression.GetType().Name}"),
    };

    /// <summary>left operator right, in their common type.</summary>
    public static string Compare(string operation, Scalar left, Scalar right)
    {
        Check(left, right);
        (left, right) = Coercion.Common(left, right);
        string? collation = left.ExplicitCollation ?? right.ExplicitCollation ?? left.Collation ?? right.Collation;
        return collation is null ? $"({left.Sql} {operation} {right.Sql})" : $"({left.Sql} {operation} {right.Sql} COLLATE {collation})";
    }

    private static void Check(Scalar left, Scalar right)
    {
        bool clash = (left.Type.Code == SqlTypeCode.UniqueIdentifier && TypeRules.IsNumber(right.Type) && !right.IsNull)
            || (right.Type.Code == SqlTypeCode.UniqueIdentifier && TypeRules.IsNumber(left.Type) && !left.IsNull);
        if (clash)
            throw SqlErrors.TypeClash(TypeNames.Of(left.Type), TypeNames.Of(right.Type));
    }

    private string Between(BooleanTernaryExpression between)
    {
        Scalar value = translator.Scalar(between.FirstExpression);
        string low = Compare(">=", value, translator.Scalar(between.SecondExpression));
        string high = Compare("<=", value, translator.Scalar(between.ThirdExpression));
        return between.TernaryExpressionType == BooleanTernaryExpressionType.NotBetween ? $"(NOT ({low} AND {high}))" : $"({low} AND {high})";
    }

    private string In(InPredicate predicate)
    {
        Scalar value = translator.Scalar(predicate.Expression);
        Scalar[] candidates = [.. predicate.Values.Select(translator.Scalar)];
        TdsType type = Cases.CommonType(candidates.Prepend(value));
        string list = string.Join(", ", candidates.Select(candidate => (TypeRules.IsText(type) && TypeRules.IsText(candidate.Type) ? candidate : Coercion.To(candidate, type)).Sql));
        Scalar left = TypeRules.IsText(type) && TypeRules.IsText(value.Type) ? value : Coercion.To(value, type);
        return $"({left.Ordered} {(predicate.NotDefined ? "NOT " : "")}IN ({list}))";
    }

    private string In(InPredicate predicate, TranslatedQuery query)
    {
        if (query.Columns.Count != 1)
            throw SqlErrors.OneColumnOnly();
        Scalar value = translator.Scalar(predicate.Expression);
        ResultColumn column = query.Columns[0];
        (Scalar left, Scalar right) = Coercion.Common(value, new Scalar(column.SqlName, column.Value.Type));
        string rows = right.Sql == column.SqlName ? query.Sql : $"SELECT {right.Sql} FROM ({query.Sql})";
        return $"({left.Ordered} {(predicate.NotDefined ? "NOT " : "")}IN ({rows}))";
    }

    private string Like(LikePredicate like)
    {
        SqlFunction function = SqlFunctions.Find(SearchFunctions.Like)!;
        ScalarExpression[] parts = like.EscapeExpression is { } escape ? [like.FirstExpression, like.SecondExpression, escape] : [like.FirstExpression, like.SecondExpression];
        Scalar[] arguments = [.. parts.Select((part, i) => translator.Scalar(part) is var value ? Coercion.To(value, function.ParameterAt(i).Accept(value.Type)) : value)];
        string matches = SqlFunctions.Call(function, arguments).Sql;
        return like.NotDefined ? $"(NOT {matches})" : $"({matches})";
    }

    // x > ALL (q) holds when no row of q makes it false or unknown; x = ANY (q) when one makes it true.
    private string Quantified(SubqueryComparisonPredicate predicate)
    {
        TranslatedQuery query = translator.Subquery(predicate.Subquery.QueryExpression);
        if (query.Columns.Count != 1)
            throw SqlErrors.OneColumnOnly();
        string name = translator.Translation.NewName("q");
        Scalar element = new($"{name}.{query.Columns[0].SqlName}", query.Columns[0].Value.Type);
        string comparison = Compare(Operator(predicate.ComparisonType), translator.Scalar(predicate.Expression), element);
        return predicate.SubqueryComparisonPredicateType == SubqueryComparisonPredicateType.All
            ? $"(NOT EXISTS (SELECT 1 FROM ({query.Sql}) AS {name} WHERE {comparison} IS NOT TRUE))"
            : $"EXISTS (SELECT 1 FROM ({query.Sql}) AS {name} WHERE {comparison})";
    }

    private static string Operator(BooleanComparisonType comparison) => comparison switch
    {
        BooleanComparisonType.Equals => "=",
        BooleanComparisonType.NotEqualToBrackets or BooleanComparisonType.NotEqualToExclamation => "<>",
        BooleanComparisonType.LessThan => "<",
        BooleanComparisonType.LessThanOrEqualTo or BooleanComparisonType.NotGreaterThan => "<=",
        BooleanComparisonType.GreaterThan => ">",
        BooleanComparisonType.GreaterThanOrEqualTo or BooleanComparisonType.NotLessThan => ">=",
        _ => throw SqlErrors.NotKnown($"the comparison {comparison}"),
    };
}
