using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Backups.Checking;

/// <summary>Looks through the rows of a database with SQLite's own integrity check, and tells pages as SQL Server numbers them.</summary>
internal static partial class StoreCheck
{
    /// <summary>What stands for a finding that names no page.</summary>
    public const uint NoPage = 0;

    /// <summary>Pages of the data file with something wrong in them, each once; none in a whole database.</summary>
    /// <param name="database">An online database.</param>
    /// <param name="physicalOnly">Passes over what only the logic of the rows tells, such as an index that misses a row.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public static IReadOnlyList<uint> FindDamage(Database database, bool physicalOnly, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = database.Connect();
        using CancellationTokenRegistration _ = cancellationToken.Register(() => SQLitePCL.raw.sqlite3_interrupt(connection.Handle));
        try
        {
            List<string> findings = [.. Read(connection, physicalOnly ? "PRAGMA quick_check" : "PRAGMA integrity_check")
                .Where(line => !string.Equals(line, "ok", StringComparison.Ordinal))];
            uint[] pages = [.. findings.SelectMany(PagesOf).Distinct().Order()];
            return findings.Count > 0 && pages.Length == 0 ? [NoPage] : pages;
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            return [NoPage];
        }
        catch (SqliteException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private static IEnumerable<string> Read(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
            yield return reader.GetString(0);
    }

    // "Tree 5 page 17 cell 3: …", "Page 20 is never used": SQLite names the pages of most of its findings, but not of a page that is no page.
    private static IEnumerable<uint> PagesOf(string finding) =>
        PageNumber().Matches(finding).Select(match => PageGeometry.PageOf(int.Parse(match.Groups["page"].Value, CultureInfo.InvariantCulture)));

    [GeneratedRegex(@"\bpage (?<page>[1-9]\d{0,8})\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PageNumber();
}
