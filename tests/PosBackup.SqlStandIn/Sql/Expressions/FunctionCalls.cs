using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Functions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Expressions;

/// <summary>Calls of built-in functions.</summary>
internal static class FunctionCalls
{
    private const string IsNull = "ISNULL";

    public static Scalar Translate(FunctionCall call, ExpressionTranslator translator)
    {
        string name = call.FunctionName.Value;
        if (call.CallTarget is MultiPartIdentifierCallTarget target)
            throw UserDefined(string.Join('.', target.MultiPartIdentifier.Identifiers.Select(part => part.Value)), name);
        if (call.CallTarget is not null)
            throw SqlErrors.NotKnown($"the method {name}");
        if (AggregateCalls.IsAggregate(name) || call.OverClause is not null || WindowCalls.IsWindowOnly(name))
            return call.OverClause is null ? AggregateCalls.Translate(call, translator) : WindowCalls.Translate(call, translator);
        return Translate(name, call.Parameters, translator);
    }

    public static Scalar Translate(string name, IList<ScalarExpression> parameters, ExpressionTranslator translator)
    {
        if (name.Equals(IsNull, StringComparison.OrdinalIgnoreCase))
            return parameters.Count == 2
                ? Cases.IsNull(translator.Scalar(parameters[0]), translator.Scalar(parameters[1]))
                : throw SqlErrors.ArgumentCount("isnull", 2);

        SqlFunction? function = SqlFunctions.Find(name);
        if (function is not { IsPublic: true })
            throw Unknown(name);
        if (function.Since > translator.Translation.Session.Version.Major)
            throw SqlErrors.UnknownFunction(name);
        if (parameters.Count < function.Least || parameters.Count > function.Most)
            throw function.Least == function.Most
                ? SqlErrors.ArgumentCount(name.ToLowerInvariant(), function.Least)
                : SqlErrors.ArgumentRange(name.ToLowerInvariant(), function.Least, function.Most);
        return SqlFunctions.Call(function, [.. parameters.Select((parameter, i) => Argument(function, i, parameter, translator))]);
    }

    private static Scalar Argument(SqlFunction function, int index, ScalarExpression parameter, ExpressionTranslator translator)
    {
        if (index == 0 && function.TakesDatePart)
            return DatePart(parameter, function.Name);
        Scalar value = translator.Scalar(parameter);
        Parameter wanted = function.ParameterAt(index);
        return Coercion.To(value, value.IsNull ? wanted.Accept(TdsType.NVarChar(1)) : wanted.Accept(value.Type));
    }

    private static Scalar DatePart(ScalarExpression parameter, string function) =>
        parameter is ColumnReferenceExpression { MultiPartIdentifier: { Count: 1 } word }
            ? Scalar.Of(DateParts.Resolve(word[0].Value, function.ToLowerInvariant()), TdsType.NVarChar(4000))
            : throw new SqlErrorException(new SqlMessage(1023, 15, 1, $"Invalid parameter 1 specified for {function.ToLowerInvariant()}."));

    // Whether it is a function of a newer server or none at all, the stand-in cannot say for all of them.
    private static SqlErrorException Unknown(string name) => ServerKnows.Function(name) ? SqlErrors.NotKnown($"the function {name}") : SqlErrors.UnknownFunction(name);

    private static SqlErrorException UserDefined(string prefix, string name) =>
        new(new SqlMessage(4121, 16, 1, $"Cannot find either column \"{prefix}\" or the user-defined function or aggregate \"{prefix}.{name}\", or the name is ambiguous."));
}
