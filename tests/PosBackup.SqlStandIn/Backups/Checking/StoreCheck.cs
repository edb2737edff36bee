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
        SortedSet<uint> pages = [];
        bool hasFindings = false;
        try
        {
            using SqliteConnection connection = database.Connect();
            using CancellationTokenRegistration _ = cancellationToken.Register(() => SQLitePCL.raw.sqlite3_interrupt(connection.Handle));
            foreach (string finding in Findings(connection, physicalOnly))
            {
                hasFindings = true;
                pages.UnionWith(PagesOf(finding));
            }
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            // SQLite breaks off when it cannot go on through the rows; what it found until then stands. Without any, it could not even read
            // its first page.
            if (pages.Count == 0)
                pages.Add(PageGeometry.PageOf(storePage: 1));
        }
        catch (SqliteException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }

        return hasFindings && pages.Count == 0 ? [NoPage] : [.. pages];
    }

    private static IEnumerable<string> Findings(SqliteConnection connection, bool physicalOnly)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = physicalOnly ? "PRAGMA quick_check" : "PRAGMA integrity_check";
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (reader.GetString(0) is var line and not "ok")
                yield return line;
        }
    }

    // "Tree 5 page 17 cell 3: …", "Page 20: never used": SQLite names the pages of most of its findings.
    private static IEnumerable<uint> PagesOf(string finding) =>
        PageNumber().Matches(finding).Select(match => PageGeometry.PageOf(int.Parse(match.Groups["page"].Value, CultureInfo.InvariantCulture)));

    [GeneratedRegex(@"\bpage (?<page>[1-9]\d{0,8})\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PageNumber();
}
