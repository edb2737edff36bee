using System.Text;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Expressions;

/// <summary>CASE, IIF, COALESCE, NULLIF and ISNULL: choices between values that must have one type.</summary>
internal static class Cases
{
    private const int IifSince = 11;

    public static Scalar Translate(ScalarExpression expression, ExpressionTranslator translator) => expression switch
    {
        SearchedCaseExpression searched => Choose(
            [.. searched.WhenClauses.Select(when => (translator.Condition(when.WhenExpression), translator.Scalar(when.ThenExpression)))],
            searched.ElseExpression is { } otherwise ? translator.Scalar(otherwise) : Scalar.Null),
        SimpleCaseExpression simple => Simple(simple, translator),
        IIfCall when translator.Translation.Session.Version.Major < IifSince => throw SqlErrors.UnknownFunction("IIF"),
        IIfCall iif => Choose([(translator.Condition(iif.Predicate), translator.Scalar(iif.ThenExpression))], translator.Scalar(iif.ElseExpression)),
        CoalesceExpression coalesce => Coalesce([.. coalesce.Expressions.Select(translator.Scalar)]),
        NullIfExpression nullIf => NullIf(translator.Scalar(nullIf.FirstExpression), translator.Scalar(nullIf.SecondExpression)),
        _ => throw SqlErrors.NotKnown(expression.GetType().Name),
    };

    /// <summary>ISNULL: the type of the first argument, whatever the second is.</summary>
    public static Scalar IsNull(Scalar value, Scalar otherwise)
    {
        TdsType type = value.IsNull ? otherwise.Type : value.Type;
        return new Scalar($"coalesce({Coercion.To(value, type).Sql}, {Coercion.To(otherwise, type).Sql})", type) { Nullable = otherwise.Nullable };
    }

    /// <summary>The one type of several values, NULL literals apart.</summary>
    public static TdsType CommonType(IEnumerable<Scalar> values)
    {
        TdsType[] types = [.. values.Where(value => !value.IsNull).Select(value => value.Type)];
        return types.Length == 0 ? TdsType.Int : types.Aggregate(TypeRules.Common);
    }

    private static Scalar Simple(SimpleCaseExpression simple, ExpressionTranslator translator)
    {
        Scalar input = translator.Scalar(simple.InputExpression);
        return Choose(
            [.. simple.WhenClauses.Select(when => (PredicateTranslator.Compare("=", input, translator.Scalar(when.WhenExpression)), translator.Scalar(when.ThenExpression)))],
            simple.ElseExpression is { } otherwise ? translator.Scalar(otherwise) : Scalar.Null);
    }

    private static Scalar Choose(IReadOnlyList<(string Condition, Scalar Value)> branches, Scalar otherwise)
    {
        TdsType type = CommonType(branches.Select(branch => branch.Value).Append(otherwise));
        var sql = new StringBuilder("(CASE");
        foreach ((string condition, Scalar value) in branches)
            sql.Append(" WHEN ").Append(condition).Append(" THEN ").Append(Coercion.To(value, type).Sql);
        sql.Append(" ELSE ").Append(Coercion.To(otherwise, type).Sql).Append(" END)");
        return new Scalar(sql.ToString(), type) { Nullable = otherwise.Nullable || otherwise.IsNull || branches.Any(branch => branch.Value.Nullable) };
    }

    private static Scalar Coalesce(IReadOnlyList<Scalar> values)
    {
        TdsType type = CommonType(values);
        return new Scalar($"coalesce({string.Join(", ", values.Select(value => Coercion.To(value, type).Sql))})", type) { Nullable = values.All(value => value.Nullable) };
    }

    private static Scalar NullIf(Scalar value, Scalar other) =>
        new($"(CASE WHEN {PredicateTranslator.Compare("=", value, other)} THEN NULL ELSE {value.Sql} END)", value.Type);
}
