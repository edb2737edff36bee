using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Parsing;

/// <summary>The second argument of sp_executesql: <c>@a int, @b nvarchar(10) OUTPUT</c>.</summary>
internal static class ParameterLists
{
    /// <exception cref="SqlErrorException">102: it is no list of parameters.</exception>
    public static IReadOnlyList<ProcedureParameter> Parse(string list, SqlParser parser)
    {
        if (string.IsNullOrWhiteSpace(list))
            return [];

        // The list has the grammar of a procedure's: let the parser read it as one.
        var statements = parser.Parse($"CREATE PROCEDURE p {list} AS RETURN", quotedIdentifiers: true);
        return [.. ((CreateProcedureStatement)statements[0]).Parameters];
    }
}
