using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Expressions;

/// <summary>CAST, CONVERT and their TRY_ forms.</summary>
internal static class Casts
{
    private const int TryForms = 11;

    public static Scalar Translate(ScalarExpression call, ExpressionTranslator translator) => call switch
    {
        CastCall cast => Coercion.To(translator.Scalar(cast.Parameter), TypeNames.InCast(cast.DataType)),
        ConvertCall convert => Coercion.To(translator.Scalar(convert.Parameter), TypeNames.InCast(convert.DataType), Style(convert.Style, translator)),
        TryCastCall cast => Try("TRY_CAST", cast.Parameter, cast.DataType, style: null, translator),
        TryConvertCall convert => Try("TRY_CONVERT", convert.Parameter, convert.DataType, convert.Style, translator),
        _ => throw SqlErrors.NotKnown("PARSE and TRY_PARSE"),
    };

    private static Scalar Try(string name, ScalarExpression value, DataTypeReference type, ScalarExpression? style, ExpressionTranslator translator) =>
        translator.Translation.Session.Version.Major < TryForms
            ? throw SqlErrors.UnknownFunction(name)
            : Coercion.TryTo(translator.Scalar(value), TypeNames.InCast(type), Style(style, translator));

    private static int Style(ScalarExpression? style, ExpressionTranslator translator)
    {
        if (style is null)
            return 0;
        Scalar value = Coercion.To(translator.Scalar(style), TdsType.Int);
        return value.IsConstant
            ? Convert.ToInt32(value.Constant ?? 0, CultureInfo.InvariantCulture)
            : throw SqlErrors.NotKnown("a style of CONVERT that is no literal");
    }
}
