namespace PosBackup.Cli.Output;

/// <summary>Columns as wide as their widest cell, two spaces apart; the last one ends where its text ends. Nothing is cut or wrapped.</summary>
internal static class TextTable
{
    public static IEnumerable<string> Lines(IReadOnlyList<string[]> rows)
    {
        if (rows.Count == 0)
            yield break;

        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => Width(row[column])))];
        foreach (string[] row in rows)
        {
            IEnumerable<string> cells = row.Select((cell, column) => Printable.Of(cell) + new string(' ', widths[column] - Width(cell)));
            yield return string.Join("  ", cells).TrimEnd();
        }
    }

    /// <summary>Columns on a terminal: an East Asian character takes two.</summary>
    private static int Width(string cell) => Printable.Of(cell).EnumerateRunes().Sum(rune => IsWide(rune.Value) ? 2 : 1);

    private static bool IsWide(int rune) => rune is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);
}
