using System.Globalization;

namespace PosBackup.Engine.Targets.Ftp.Listing;

/// <summary>
/// Lines of LIST, which were made for people. Two shapes are known:
/// <code>
/// -rw-r--r--    1 4021     4021           14 Jan 02  2021 name        as ls -l: time or year; a link has " -> " and where it leads
/// 11-26-26  12:05AM       &lt;DIR&gt;          name                      as DIR of DOS: a size in place of &lt;DIR&gt; is a file
/// </code>
/// The name begins one blank behind the date, so that its own blanks stay. Times have no zone: taken for UTC, as all three measured servers write them.
/// </summary>
internal static class PlainListing
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>Reads a line; null when it is neither shape, or no file, folder or link.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="now">A date without a year is the last such day before tomorrow.</param>
    public static ListedName? Read(string line, DateTimeOffset now) =>
        line.Length == 0 ? null : char.IsAsciiDigit(line[0]) ? ReadDos(line) : ReadUnix(line, now);

    private static ListedName? ReadUnix(string line, DateTimeOffset now)
    {
        if (line[0] is not ('-' or 'd' or 'l'))
            return null;

        // The date is found from the left: a month, a day, a time or a year, behind a size. Owner and group may have any form, or be missing.
        List<(int Start, int Length)> words = Words(line, 12);
        for (int i = 2; i + 2 < words.Count; i++)
        {
            if (Date(Text(line, words[i]), Text(line, words[i + 1]), Text(line, words[i + 2]), now) is not { } modified
                || !long.TryParse(Text(line, words[i - 1]), NumberStyles.None, CultureInfo.InvariantCulture, out long length))
            {
                continue;
            }

            int start = words[i + 2].Start + words[i + 2].Length + 1;
            if (start >= line.Length)
                return null;

            return line[0] switch
            {
                'd' => Unless(new ListedName(line[start..], ListedKind.Folder, 0, modified)),
                'l' => new ListedName(line[start..].Split(" -> ", 2)[0], ListedKind.Link, 0, modified),
                _ => new ListedName(line[start..], ListedKind.File, length, modified),
            };
        }

        return null;
    }

    private static ListedName? ReadDos(string line)
    {
        List<(int Start, int Length)> words = Words(line, 3);
        if (words.Count < 3 || !TryDosTime($"{Text(line, words[0])} {Text(line, words[1])}", out DateTime time))
            return null;

        string size = Text(line, words[2]);
        int end = words[2].Start + words[2].Length;
        var modified = new DateTimeOffset(time, TimeSpan.Zero);
        if (size is "<DIR>")
        {
            string name = line[end..].TrimStart(' ');
            return name.Length == 0 ? null : Unless(new ListedName(name, ListedKind.Folder, 0, modified));
        }

        return end + 1 < line.Length && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long length)
            ? new ListedName(line[(end + 1)..], ListedKind.File, length, modified)
            : null;
    }

    private static ListedName? Unless(ListedName folder) => folder.Name is "." or ".." ? null : folder;

    private static DateTimeOffset? Date(string month, string day, string rest, DateTimeOffset now)
    {
        int number = Array.FindIndex(Months, m => string.Equals(m, month, StringComparison.OrdinalIgnoreCase)) + 1;
        if (number == 0 || !int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out int date) || date is < 1 or > 31)
            return null;

        if (rest.Length == 4 && int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out int year))
            return year is >= 1970 && date <= DateTime.DaysInMonth(year, number) ? new DateTimeOffset(year, number, date, 0, 0, 0, TimeSpan.Zero) : null;

        if (!TimeOnly.TryParseExact(rest, ["H:mm", "HH:mm", "H:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time))
            return null;

        for (int back = -1; back <= 8; back++)
        {
            year = now.UtcDateTime.Year - back;
            if (year < 1 || date > DateTime.DaysInMonth(year, number))
                continue;

            var moment = new DateTimeOffset(new DateOnly(year, number, date).ToDateTime(time), TimeSpan.Zero);
            if (moment <= now.AddDays(1))
                return moment;
        }

        return null;
    }

    private static bool TryDosTime(string text, out DateTime time) =>
        DateTime.TryParseExact(text, ["MM-dd-yy hh:mmtt", "MM-dd-yyyy hh:mmtt", "MM-dd-yy HH:mm", "MM-dd-yyyy HH:mm", "yyyy-MM-dd HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static string Text(string line, (int Start, int Length) word) => line.Substring(word.Start, word.Length);

    private static List<(int Start, int Length)> Words(string line, int most)
    {
        List<(int, int)> words = [];
        for (int i = 0; i < line.Length && words.Count < most;)
        {
            if (line[i] == ' ')
            {
                i++;
                continue;
            }

            int end = line.IndexOf(' ', i);
            if (end < 0)
                end = line.Length;
            words.Add((i, end - i));
            i = end;
        }

        return words;
    }
}
