using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Expressions;

/// <summary>A T-SQL expression as SQLite text, with the type that SQL Server would give it.</summary>
internal sealed record Scalar(string Sql, TdsType Type)
{
    /// <summary>Whether a value may be absent; goes into the column's description.</summary>
    public bool Nullable { get; init; } = true;

    /// <summary>The NULL literal, which takes any type.</summary>
    public bool IsNull { get; init; }

    /// <summary>Whether the value is known here and now, so that conversions of it need no run-time call.</summary>
    public bool IsConstant { get; init; }

    /// <summary>The CLR value of a constant.</summary>
    public object? Constant { get; init; }

    /// <summary>SQLite collation set by COLLATE in the T-SQL; null for that of the type.</summary>
    public string? ExplicitCollation { get; init; }

    /// <summary>The collation by which values of this expression compare; null for SQLite's own.</summary>
    public string? Collation => ExplicitCollation ?? Collations.NameFor(Type);

    /// <summary>The text with its collation, for ORDER BY, GROUP BY and DISTINCT.</summary>
    public string Ordered => Collation is { } collation ? $"{Sql} COLLATE {collation}" : Sql;

    public static Scalar Null { get; } = new("NULL", TdsType.Int) { IsNull = true, IsConstant = true };

    public static Scalar Of(object? value, TdsType type) =>
        new(SqlText.Literal(SqliteTypes.ToSqlite(type, value)), type) { IsConstant = true, Constant = value, Nullable = value is null };
}
