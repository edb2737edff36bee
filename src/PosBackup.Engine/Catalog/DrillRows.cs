using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace PosBackup.Engine.Catalog;

/// <summary>Rows of the drill history, to and from records.</summary>
internal static class DrillRows
{
    public static void Put(SqliteConnection connection, RecordedDrill drill) => connection.Execute(
        "INSERT OR REPLACE INTO drill VALUES (@drill, @family, @instance, @database, @started, @outcome, @moment, @document)",
        ("@drill", drill.DrillId.ToString()),
        ("@family", drill.FamilyGuid?.ToString()),
        ("@instance", drill.Instance),
        ("@database", drill.Database),
        ("@started", CatalogRows.Text(drill.StartedAt)),
        ("@outcome", drill.Outcome.ToString()),
        ("@moment", drill.Moment is { } moment ? CatalogRows.Text(moment) : null),
        ("@document", JsonSerializer.Serialize(drill, ManifestJson.Options)));

    /// <summary>Newest first. What a filter can say in SQL; names with wildcards are the caller's, who takes as many rows as it needs.</summary>
    public static IReadOnlyList<RecordedDrill> Newest(SqliteConnection connection, DrillFilter filter, int count, Func<string, bool> isWanted)
    {
        string[] wanted =
        [
            .. connection.Query(
                """
                SELECT drill_id, database
                FROM drill
                WHERE (@instance IS NULL OR instance = @instance COLLATE NOCASE)
                  AND (@family IS NULL OR family_guid = @family)
                  AND (@outcome IS NULL OR outcome = @outcome)
                  AND (@since IS NULL OR started_at >= @since)
                ORDER BY started_at DESC, drill_id
                """,
                row => (Id: row.GetString(0), Database: row.GetString(1)),
                ("@instance", filter.Instance),
                ("@family", filter.FamilyGuid?.ToString()),
                ("@outcome", filter.Outcome?.ToString()),
                ("@since", filter.Since is { } since ? CatalogRows.Text(since) : null))
                .Where(row => isWanted(row.Database))
                .Take(count)
                .Select(row => row.Id),
        ];
        return [.. wanted.Select(id => connection.Query("SELECT document, database FROM drill WHERE drill_id = @drill", Read, ("@drill", id))[0])];
    }

    /// <summary>The drills of a family of one instance that passed at a moment or an earlier one, the latest of these moments first.</summary>
    public static IReadOnlyList<RecordedDrill> PassedUpTo(SqliteConnection connection, Guid family, string instance, DateTimeOffset moment, int count) => connection.Query(
        """
        SELECT document, database
        FROM drill
        WHERE family_guid = @family AND instance = @instance COLLATE NOCASE AND outcome = @outcome AND moment <= @moment
        ORDER BY moment DESC, started_at DESC, drill_id
        LIMIT @count
        """,
        Read,
        ("@family", family.ToString()),
        ("@instance", instance),
        ("@outcome", nameof(DrillOutcome.Passed)),
        ("@moment", CatalogRows.Text(moment)),
        ("@count", count));

    private static RecordedDrill Read(SqliteDataReader row) => CatalogRows.Document<RecordedDrill>(row.GetString(0), $"a drill of {row.GetString(1)}");
}
