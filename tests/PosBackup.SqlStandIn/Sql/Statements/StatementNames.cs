using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>What a statement is called, for refusing it by name: its own first words.</summary>
internal static partial class StatementNames
{
    public static string Of(TSqlStatement statement)
    {
        string words = Capital().Replace(statement.GetType().Name.Replace("Statement", "", StringComparison.Ordinal), " ").Trim();
        return words.ToUpperInvariant();
    }

    [GeneratedRegex("(?<!^)(?=[A-Z])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Capital();
}
