using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Backups.Listing;

/// <summary>A column of a RESTORE … ONLY listing: all of them are nullable on a real server.</summary>
/// <param name="Column">Name and type.</param>
/// <param name="Value">Its value for a row.</param>
/// <param name="Since">First version of the product that has it.</param>
internal sealed record ListingColumn<TRow>(TdsColumn Column, Func<TRow, object?> Value, Version Since)
{
    /// <summary>The columns that a version has.</summary>
    public static IReadOnlyList<ListingColumn<TRow>> Of(IReadOnlyList<ListingColumn<TRow>> all, Version version) =>
        [.. all.Where(column => column.Since <= version)];
}

/// <summary>Builds and sends listings.</summary>
internal static class ListingRows
{
    private static readonly Version Always = new(0, 0);

    public static ListingColumn<TRow> Column<TRow>(string name, TdsType type, Func<TRow, object?> value, Version? since = null) =>
        new(new TdsColumn(name, type), value, since ?? Always);

    /// <summary>Sends a result set: columns of the version, rows, and the DONE behind them.</summary>
    public static void Send<TRow>(ITdsResponse response, IReadOnlyList<ListingColumn<TRow>> all, Version version, IReadOnlyCollection<TRow> rows, ushort command)
    {
        IReadOnlyList<ListingColumn<TRow>> columns = ListingColumn<TRow>.Of(all, version);
        response.Columns([.. columns.Select(column => column.Column)]);
        foreach (TRow row in rows)
            response.Row([.. columns.Select(column => column.Value(row))]);
        response.Done(command, rows.Count);
    }

    /// <summary>Null for an empty text, as listings tell what was not given.</summary>
    public static string? TextOrNull(string text) => text.Length == 0 ? null : text;

    public static object? Number(Lsn? lsn) => lsn?.ToDecimal();
}
