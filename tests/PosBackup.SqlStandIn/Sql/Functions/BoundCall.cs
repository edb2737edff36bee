using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>A function with the types of its arguments settled: stored values in, stored value out.</summary>
internal sealed record BoundCall(IReadOnlyList<TdsType> Arguments, TdsType Result, FunctionBody Body, bool NullIfAnyNull)
{
    /// <param name="session">Who calls.</param>
    /// <param name="stored">The arguments behind the key, which is at index 0.</param>
    public object? Invoke(SessionContext session, object?[] stored)
    {
        object?[] values = new object?[stored.Length - 1];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = SqliteTypes.FromSqlite(Arguments[i], stored[i + 1]);
            if (values[i] is null && NullIfAnyNull)
                return null;
        }

        return SqliteTypes.ToSqlite(Result, Body(session, values));
    }
}
