using System.Text.RegularExpressions;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Tables;

/// <summary>Foreign keys, whose names SQLite keeps in the text of CREATE TABLE only.</summary>
internal static partial class ForeignKeys
{
    /// <summary>547 for a statement that a foreign key refused. Which of several it was SQLite does not tell: then the first is named.</summary>
    public static SqlErrorException Conflict(TableShape table, string action, SessionContext session)
    {
        string schema = table.SqliteName[..table.SqliteName.IndexOf('.', StringComparison.Ordinal)];
        string database = table.Database?.Name ?? "tempdb";
        if (action != "DELETE" && Own(table, schema, session).ToList() is [var own, ..])
            return SqlErrors.ConstraintConflict(action, "FOREIGN KEY", own.Name, database, $"{ObjectName.DefaultSchema}.{own.Parent}", $", column '{own.Column}'");

        string target = $"REFERENCES \"{table.Name}\"";
        foreach (object?[] row in session.Connection.Rows($"SELECT name, sql FROM {schema}.sqlite_schema WHERE type = 'table'"))
        {
            if (((string?)row[1])?.Contains(target, StringComparison.OrdinalIgnoreCase) == true && Named().Match((string)row[1]!) is { Success: true } match)
                return SqlErrors.ConstraintConflict(action, "REFERENCE", Unquoted(match.Groups["name"].Value), database, $"{ObjectName.DefaultSchema}.{row[0]}", $", column '{Unquoted(match.Groups["column"].Value)}'");
        }

        return SqlErrors.ConstraintConflict(action, "FOREIGN KEY", "", database, table.ShortName, "");
    }

    private static IEnumerable<(string Name, string Parent, string Column)> Own(TableShape table, string schema, SessionContext session)
    {
        string sqliteTable = ObjectName.SqliteTableFor(table.Schema, table.Name);
        string? sql = session.Connection.Value($"SELECT sql FROM {schema}.sqlite_schema WHERE type = 'table' AND name = $name", ("$name", sqliteTable)) as string;
        return Named().Matches(sql ?? "").Select(match => (Unquoted(match.Groups["name"].Value), Unquoted(match.Groups["parent"].Value), Unquoted(match.Groups["target"].Value)));
    }

    private static string Unquoted(string name) => name.Replace("\"\"", "\"", StringComparison.Ordinal);

    [GeneratedRegex("""
        CONSTRAINT "(?<name>(?:[^"]|"")+)" FOREIGN KEY \("(?<column>(?:[^"]|"")+)"[^)]*\) REFERENCES "(?<parent>(?:[^"]|"")+)" \("(?<target>(?:[^"]|"")+)"
        """, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();
}
