using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Types;

/// <summary>Types as T-SQL writes them.</summary>
internal static class TypeNames
{
    private const int DefaultLengthInDeclaration = 1;
    private const int DefaultLengthInCast = 30;

    /// <summary>The type of a column, variable or parameter: a length left out is 1.</summary>
    public static TdsType InDeclaration(DataTypeReference reference, int position) => Parse(reference, DefaultLengthInDeclaration, position);

    /// <summary>The type in CAST and CONVERT: a length left out is 30.</summary>
    public static TdsType InCast(DataTypeReference reference) => Parse(reference, DefaultLengthInCast, position: 1);

    /// <summary>The word that messages and the catalog use.</summary>
    public static string Of(TdsType type) => type.Code switch
    {
        SqlTypeCode.Decimal => "numeric",
        SqlTypeCode.SqlVariant => "sql_variant",
        _ => type.Code.ToString().ToLowerInvariant(),
    };

    private static TdsType Parse(DataTypeReference reference, int defaultLength, int position)
    {
        if (reference is XmlDataTypeReference)
            return new(SqlTypeCode.Xml);
        if (reference is UserDataTypeReference user)
            return string.Equals(user.Name.BaseIdentifier.Value, "sysname", StringComparison.OrdinalIgnoreCase)
                ? TdsType.SysName
                : throw SqlErrors.UnknownType(position, string.Join('.', user.Name.Identifiers.Select(part => part.Value)));

        var sql = (SqlDataTypeReference)reference;
        return sql.SqlDataTypeOption switch
        {
            SqlDataTypeOption.Bit => TdsType.Bit,
            SqlDataTypeOption.TinyInt => TdsType.TinyInt,
            SqlDataTypeOption.SmallInt => TdsType.SmallInt,
            SqlDataTypeOption.Int => TdsType.Int,
            SqlDataTypeOption.BigInt => TdsType.BigInt,
            SqlDataTypeOption.Decimal or SqlDataTypeOption.Numeric => TdsType.Decimal((byte)Facet(sql, 0, 18), (byte)Facet(sql, 1, 0)),
            SqlDataTypeOption.Money => new(SqlTypeCode.Money),
            SqlDataTypeOption.SmallMoney => new(SqlTypeCode.SmallMoney),
            SqlDataTypeOption.Float => Facet(sql, 0, 53) <= 24 ? new(SqlTypeCode.Real) : TdsType.Float,
            SqlDataTypeOption.Real => new(SqlTypeCode.Real),
            SqlDataTypeOption.DateTime => TdsType.DateTime,
            SqlDataTypeOption.SmallDateTime => new(SqlTypeCode.SmallDateTime),
            SqlDataTypeOption.Date => new(SqlTypeCode.Date),
            SqlDataTypeOption.Time => new(SqlTypeCode.Time, Scale: (byte)Facet(sql, 0, 7)),
            SqlDataTypeOption.DateTime2 => new(SqlTypeCode.DateTime2, Scale: (byte)Facet(sql, 0, 7)),
            SqlDataTypeOption.DateTimeOffset => new(SqlTypeCode.DateTimeOffset, Scale: (byte)Facet(sql, 0, 7)),
            SqlDataTypeOption.Char => new(SqlTypeCode.Char, Facet(sql, 0, defaultLength)),
            SqlDataTypeOption.VarChar => new(SqlTypeCode.VarChar, Facet(sql, 0, defaultLength)),
            SqlDataTypeOption.NChar => new(SqlTypeCode.NChar, Facet(sql, 0, defaultLength)),
            SqlDataTypeOption.NVarChar => TdsType.NVarChar(Facet(sql, 0, defaultLength)),
            SqlDataTypeOption.Text => new(SqlTypeCode.Text),
            SqlDataTypeOption.NText => new(SqlTypeCode.NText),
            SqlDataTypeOption.Binary => new(SqlTypeCode.Binary, Facet(sql, 0, defaultLength)),
            SqlDataTypeOption.VarBinary => TdsType.VarBinary(Facet(sql, 0, defaultLength)),
            SqlDataTypeOption.Image => new(SqlTypeCode.Image),
            SqlDataTypeOption.UniqueIdentifier => TdsType.Guid,
            SqlDataTypeOption.Sql_Variant => TdsType.Variant,
            _ => throw SqlErrors.NotKnown($"the type {sql.SqlDataTypeOption.ToString().ToLowerInvariant()}"),
        };
    }

    private static int Facet(SqlDataTypeReference type, int index, int otherwise) =>
        index >= type.Parameters.Count ? otherwise
        : type.Parameters[index] is MaxLiteral ? -1
        : int.Parse(type.Parameters[index].Value, CultureInfo.InvariantCulture);
}
