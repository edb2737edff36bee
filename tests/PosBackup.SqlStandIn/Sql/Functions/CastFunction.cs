using System.Globalization;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>Conversion between types as a run-time call; source, target and style stand in the call's key.</summary>
internal static class CastFunction
{
    private const string Cast = "CAST";
    private const string TryCast = "TRY_CAST";

    public static string KeyFor(TdsType from, TdsType to, int style) => Key(Cast, from, to, style);

    public static string TryKeyFor(TdsType from, TdsType to, int style) => Key(TryCast, from, to, style);

    /// <summary>The call that a key stands for, or null when it is no conversion.</summary>
    public static BoundCall? Bind(string name, string[] parts)
    {
        if (name is not (Cast or TryCast))
            return null;

        TdsType from = SqliteTypes.Parse(parts[0]);
        TdsType to = SqliteTypes.Parse(parts[1]);
        int style = int.Parse(parts[2], CultureInfo.InvariantCulture);
        FunctionBody body = name == Cast
            ? (session, arguments) => Conversions.Convert(arguments[0], from, to, style, session.Options.DateOrder)
            : (session, arguments) => TryConvert(arguments[0], from, to, style, session.Options.DateOrder);
        return new BoundCall([from], to, body, NullIfAnyNull: true);
    }

    private static string Key(string name, TdsType from, TdsType to, int style) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}:{DeclaredType.Of(from, identity: null)};{DeclaredType.Of(to, identity: null)};{style}");

    private static object? TryConvert(object? value, TdsType from, TdsType to, int style, DateOrder order)
    {
        try
        {
            return Conversions.Convert(value, from, to, style, order);
        }
        catch (SqlErrorException error) when (error.Messages[0].Number is not 529)
        {
            return null;
        }
    }
}
