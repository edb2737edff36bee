using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Types;

/// <summary>Which type an operation has: precedence, and the facets of what comes out.</summary>
internal static class TypeRules
{
    private const byte MostPrecision = 38;

    // Lowest first.
    private static readonly SqlTypeCode[] Precedence =
    [
        SqlTypeCode.Binary, SqlTypeCode.VarBinary, SqlTypeCode.Char, SqlTypeCode.VarChar, SqlTypeCode.NChar, SqlTypeCode.NVarChar,
        SqlTypeCode.UniqueIdentifier, SqlTypeCode.Image, SqlTypeCode.Text, SqlTypeCode.NText,
        SqlTypeCode.Bit, SqlTypeCode.TinyInt, SqlTypeCode.SmallInt, SqlTypeCode.Int, SqlTypeCode.BigInt, SqlTypeCode.SmallMoney, SqlTypeCode.Money,
        SqlTypeCode.Decimal, SqlTypeCode.Real, SqlTypeCode.Float, SqlTypeCode.Time, SqlTypeCode.Date, SqlTypeCode.SmallDateTime,
        SqlTypeCode.DateTime, SqlTypeCode.DateTime2, SqlTypeCode.DateTimeOffset, SqlTypeCode.Xml, SqlTypeCode.SqlVariant,
    ];

    public static bool IsText(TdsType type) => type.Code is SqlTypeCode.Char or SqlTypeCode.VarChar or SqlTypeCode.NChar or SqlTypeCode.NVarChar
        or SqlTypeCode.Text or SqlTypeCode.NText or SqlTypeCode.Xml;

    public static bool IsUnicode(TdsType type) => type.Code is SqlTypeCode.NChar or SqlTypeCode.NVarChar or SqlTypeCode.NText or SqlTypeCode.Xml;

    public static bool IsBinary(TdsType type) => type.Code is SqlTypeCode.Binary or SqlTypeCode.VarBinary or SqlTypeCode.Image;

    public static bool IsInteger(TdsType type) => type.Code is SqlTypeCode.Bit or SqlTypeCode.TinyInt or SqlTypeCode.SmallInt or SqlTypeCode.Int or SqlTypeCode.BigInt;

    /// <summary>Numbers that live as decimal text in SQLite.</summary>
    public static bool IsExact(TdsType type) => type.Code is SqlTypeCode.Decimal or SqlTypeCode.Money or SqlTypeCode.SmallMoney;

    public static bool IsFloating(TdsType type) => type.Code is SqlTypeCode.Float or SqlTypeCode.Real;

    public static bool IsNumber(TdsType type) => IsInteger(type) || IsExact(type) || IsFloating(type);

    public static bool IsMoment(TdsType type) => type.Code is SqlTypeCode.DateTime or SqlTypeCode.SmallDateTime or SqlTypeCode.DateTime2
        or SqlTypeCode.Date or SqlTypeCode.Time or SqlTypeCode.DateTimeOffset;

    /// <summary>The type to which both sides of a comparison, of UNION, or the branches of CASE are brought.</summary>
    public static TdsType Common(TdsType left, TdsType right)
    {
        if (left == right)
            return left;
        if (IsText(left) && IsText(right))
            return CommonText(left, right);
        if (IsBinary(left) && IsBinary(right))
            return TdsType.VarBinary(Longer(left.Length, right.Length));
        if (IsExact(left) && IsExact(right) || IsExact(left) && IsInteger(right) || IsInteger(left) && IsExact(right))
            return CommonExact(left, right);

        TdsType higher = Rank(left) >= Rank(right) ? left : right;
        return left.Code == right.Code ? higher with { Scale = Math.Max(left.Scale, right.Scale) } : higher;
    }

    /// <summary>What <c>left operation right</c> yields for numbers.</summary>
    public static TdsType Arithmetic(char operation, TdsType left, TdsType right)
    {
        if (IsFloating(left) || IsFloating(right))
            return left.Code == SqlTypeCode.Real && right.Code == SqlTypeCode.Real ? left : TdsType.Float;
        if (IsInteger(left) && IsInteger(right))
            return Rank(left) >= Rank(right) ? Whole(left) : Whole(right);
        if (left.Code != SqlTypeCode.Decimal && right.Code != SqlTypeCode.Decimal)
            return left.Code == SqlTypeCode.Money || right.Code == SqlTypeCode.Money ? new(SqlTypeCode.Money) : new(SqlTypeCode.SmallMoney);

        (int p1, int s1) = Facets(left);
        (int p2, int s2) = Facets(right);
        (int precision, int scale) = operation switch
        {
            '*' => (p1 + p2 + 1, s1 + s2),
            '/' => (p1 - s1 + s2 + Math.Max(6, s1 + p2 + 1), Math.Max(6, s1 + p2 + 1)),
            '%' => (Math.Min(p1 - s1, p2 - s2) + Math.Max(s1, s2), Math.Max(s1, s2)),
            _ => (Math.Max(s1, s2) + Math.Max(p1 - s1, p2 - s2) + 1, Math.Max(s1, s2)),
        };
        return Capped(precision, scale);
    }

    /// <summary>Digits and scale that an exact number of the type needs.</summary>
    public static (int Precision, int Scale) Facets(TdsType type) => type.Code switch
    {
        SqlTypeCode.Decimal => (type.Precision, type.Scale),
        SqlTypeCode.Money => (19, 4),
        SqlTypeCode.SmallMoney => (10, 4),
        SqlTypeCode.BigInt => (19, 0),
        SqlTypeCode.Int => (10, 0),
        SqlTypeCode.SmallInt => (5, 0),
        SqlTypeCode.TinyInt => (3, 0),
        _ => (1, 0),
    };

    /// <summary>The type of two strings put together.</summary>
    public static TdsType Concatenation(TdsType left, TdsType right)
    {
        bool unicode = IsUnicode(left) || IsUnicode(right);
        int most = unicode ? 4000 : 8000;
        int length = left.Length < 0 || right.Length < 0 ? -1 : Math.Min(left.Length + right.Length, most);
        return new(unicode ? SqlTypeCode.NVarChar : SqlTypeCode.VarChar, length);
    }

    private static TdsType CommonText(TdsType left, TdsType right)
    {
        SqlTypeCode code = Rank(left) >= Rank(right) ? left.Code : right.Code;
        if (code is SqlTypeCode.Text or SqlTypeCode.NText or SqlTypeCode.Xml)
            return new(code);
        bool varying = left.Code is SqlTypeCode.VarChar or SqlTypeCode.NVarChar || right.Code is SqlTypeCode.VarChar or SqlTypeCode.NVarChar;
        bool unicode = IsUnicode(left) || IsUnicode(right);
        return new((unicode, varying) switch
        {
            (true, true) => SqlTypeCode.NVarChar,
            (true, false) => SqlTypeCode.NChar,
            (false, true) => SqlTypeCode.VarChar,
            _ => SqlTypeCode.Char,
        }, Longer(left.Length, right.Length));
    }

    private static TdsType CommonExact(TdsType left, TdsType right)
    {
        if (left.Code != SqlTypeCode.Decimal && right.Code != SqlTypeCode.Decimal)
            return left.Code == SqlTypeCode.Money || right.Code == SqlTypeCode.Money ? new(SqlTypeCode.Money) : new(SqlTypeCode.SmallMoney);
        (int p1, int s1) = Facets(left);
        (int p2, int s2) = Facets(right);
        int scale = Math.Max(s1, s2);
        return TdsType.Decimal((byte)Math.Min(MostPrecision, Math.Max(p1 - s1, p2 - s2) + scale), (byte)scale);
    }

    // Beyond 38 digits the scale gives way, but not below 6.
    private static TdsType Capped(int precision, int scale)
    {
        if (precision > MostPrecision)
        {
            int whole = precision - scale;
            scale = Math.Max(Math.Min(scale, MostPrecision - whole), Math.Min(scale, 6));
            precision = MostPrecision;
        }

        return TdsType.Decimal((byte)precision, (byte)scale);
    }

    private static TdsType Whole(TdsType type) => type.Code == SqlTypeCode.Bit ? TdsType.Int : type;

    private static int Longer(int left, int right) => left < 0 || right < 0 ? -1 : Math.Max(left, right);

    private static int Rank(TdsType type) => Array.IndexOf(Precedence, type.Code);
}
