using System.Globalization;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Types;

/// <summary>
/// The text of a column's type in SQLite. Its words decide SQLite's affinity (TEXT, BLOB, INT, FLOA in the name), so that no value is
/// ever changed on the way in: <c>decimal_text(25,0)</c>, <c>nvarchar(128)</c>, <c>nvarchar_max</c>, <c>int_identity(1,1)</c>.
/// </summary>
internal readonly record struct DeclaredType(TdsType Type, Identity? Identity)
{
    private const string IdentitySuffix = "_identity";
    private const string MaxSuffix = "_max";

    private static readonly Dictionary<SqlTypeCode, string> Names = new()
    {
        [SqlTypeCode.Bit] = "bit",
        [SqlTypeCode.TinyInt] = "tinyint",
        [SqlTypeCode.SmallInt] = "smallint",
        [SqlTypeCode.Int] = "int",
        [SqlTypeCode.BigInt] = "bigint",
        [SqlTypeCode.Decimal] = "decimal_text",
        [SqlTypeCode.Money] = "money_text",
        [SqlTypeCode.SmallMoney] = "smallmoney_text",
        [SqlTypeCode.Float] = "float",
        [SqlTypeCode.Real] = "real",
        [SqlTypeCode.DateTime] = "datetime_text",
        [SqlTypeCode.SmallDateTime] = "smalldatetime_text",
        [SqlTypeCode.Date] = "date_text",
        [SqlTypeCode.Time] = "time_text",
        [SqlTypeCode.DateTime2] = "datetime2_text",
        [SqlTypeCode.DateTimeOffset] = "datetimeoffset_text",
        [SqlTypeCode.Char] = "char",
        [SqlTypeCode.VarChar] = "varchar",
        [SqlTypeCode.NChar] = "nchar",
        [SqlTypeCode.NVarChar] = "nvarchar",
        [SqlTypeCode.Text] = "text",
        [SqlTypeCode.NText] = "ntext",
        [SqlTypeCode.Xml] = "xml_text",
        [SqlTypeCode.Binary] = "binary_blob",
        [SqlTypeCode.VarBinary] = "varbinary_blob",
        [SqlTypeCode.Image] = "image_blob",
        [SqlTypeCode.UniqueIdentifier] = "uniqueidentifier_text",
        [SqlTypeCode.SqlVariant] = "sql_variant_blob",
    };

    private static readonly Dictionary<string, SqlTypeCode> Codes = Names.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.OrdinalIgnoreCase);

    public static string Of(TdsType type, Identity? identity)
    {
        string name = Names[type.Code];
        if (identity is not null)
            return type.Code == SqlTypeCode.Decimal
                ? Text($"{name}{IdentitySuffix}_{type.Precision}({identity.Seed},{identity.Increment})")
                : Text($"{name}{IdentitySuffix}({identity.Seed},{identity.Increment})");

        return type.Code switch
        {
            SqlTypeCode.Decimal => Text($"{name}({type.Precision},{type.Scale})"),
            SqlTypeCode.Time or SqlTypeCode.DateTime2 or SqlTypeCode.DateTimeOffset => Text($"{name}({type.Scale})"),
            SqlTypeCode.Char or SqlTypeCode.VarChar or SqlTypeCode.NChar or SqlTypeCode.NVarChar or SqlTypeCode.Binary or SqlTypeCode.VarBinary
                => type.Length < 0 ? name + MaxSuffix : Text($"{name}({type.Length})"),
            _ => name,
        };
    }

    public static DeclaredType Parse(string declared)
    {
        int open = declared.IndexOf('(', StringComparison.Ordinal);
        string name = open < 0 ? declared.Trim() : declared[..open].Trim();
        long[] facets = open < 0
            ? []
            : [.. declared[(open + 1)..declared.IndexOf(')', open)].Split(',').Select(part => long.Parse(part, CultureInfo.InvariantCulture))];

        int identityAt = name.IndexOf(IdentitySuffix, StringComparison.OrdinalIgnoreCase);
        if (identityAt > 0)
        {
            string rest = name[(identityAt + IdentitySuffix.Length)..];
            byte precision = rest.Length > 1 ? byte.Parse(rest[1..], CultureInfo.InvariantCulture) : (byte)0;
            return new(new TdsType(CodeOf(name[..identityAt], declared), Precision: precision), new Identity(facets[0], facets[1]));
        }

        bool max = name.EndsWith(MaxSuffix, StringComparison.OrdinalIgnoreCase);
        SqlTypeCode code = CodeOf(max ? name[..^MaxSuffix.Length] : name, declared);
        TdsType type = code switch
        {
            SqlTypeCode.Decimal => TdsType.Decimal((byte)facets[0], (byte)facets[1]),
            SqlTypeCode.Time or SqlTypeCode.DateTime2 or SqlTypeCode.DateTimeOffset => new(code, Scale: (byte)facets[0]),
            _ when max => new(code, -1),
            _ when facets.Length > 0 => new(code, (int)facets[0]),
            _ => new(code),
        };
        return new(type, Identity: null);
    }

    private static SqlTypeCode CodeOf(string name, string declared) =>
        Codes.TryGetValue(name, out SqlTypeCode code) ? code : throw new FormatException($"'{declared}' is not a column type of the stand-in.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
