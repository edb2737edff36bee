using System.Globalization;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Formats;

/// <summary>Quantities and verdicts for a person, as the tables of the module show them. Objects keep their numbers: only what is printed goes through here.</summary>
public static class Readable
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>A size in the units of PowerShell, where 1KB is 1,024 bytes: <c>1.5 GB</c>; empty for none.</summary>
    /// <param name="bytes">The bytes.</param>
    public static string Size(long? bytes)
    {
        if (bytes is not { } value)
            return "";

        double number = value;
        int unit = 0;
        while (number >= 1024 && unit < Units.Length - 1)
        {
            number /= 1024;
            unit++;
        }

        return number.ToString(unit == 0 ? "0" : "0.0", CultureInfo.CurrentCulture) + " " + Units[unit];
    }

    /// <summary>A span: <c>0.4 s</c>, <c>2:05</c>, <c>1:02:05</c>, <c>-2:05</c>; empty for none.</summary>
    /// <param name="span">The span.</param>
    public static string Span(TimeSpan? span) => span switch
    {
        null => "",
        { TotalSeconds: > -0.05 and < 0 } => Span(TimeSpan.Zero),
        { Ticks: < 0 } behind => "-" + Span(behind.Negate()),
        { TotalMinutes: < 1 } seconds => seconds.TotalSeconds.ToString("0.0", CultureInfo.CurrentCulture) + " s",
        { TotalHours: < 1 } minutes => minutes.ToString(@"m\:ss", CultureInfo.InvariantCulture),
        { } hours => FormattableString.Invariant($"{(int)hours.TotalHours}:{hours:mm\\:ss}"),
    };

    /// <summary><c>1 media file</c>, <c>2 media files</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="thing">The word for one.</param>
    public static string Counted(long count, string thing) => FormattableString.Invariant($"{count} {thing}{(count == 1 ? "" : "s")}");

    /// <summary>A moment by the clock that it is told in, to the second; empty for none.</summary>
    /// <param name="moment">The moment.</param>
    public static string Moment(object? moment) => new Seen(moment).Moment?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The same with how far that clock is from UTC: <c>2026-03-01 11:59:59 +08:00</c>.</summary>
    /// <param name="moment">The moment.</param>
    public static string MomentAndOffset(object? moment) => new Seen(moment).Moment?.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Names of files without their folders, whatever system they are of: a whole path fills twelve lines of a narrow column. Lists show it.</summary>
    /// <param name="files">Paths, or records that have a File.</param>
    public static string FileNames(object? files) => string.Join(", ", Paths(files).Select(path => path.Substring(path.LastIndexOfAny(Separators) + 1)));

    /// <summary>What was proven and how deep: <c>L1 intact</c>. What was not checked is called so.</summary>
    /// <param name="verified">A record with a Level and a Verdict; null where nothing was verified.</param>
    public static string Proof(object? verified)
    {
        var seen = new Seen(verified);
        string level = seen["Level"].Text;
        string? said = seen["Verdict"].Text switch
        {
            nameof(Verdict.Intact) => "intact",
            nameof(Verdict.Suspect) => "suspect",
            nameof(Verdict.Damaged) => "damaged",
            _ => null,
        };
        return said is null ? "not checked" : level is "" or nameof(VerificationLevel.None) ? said : $"{level} {said}";
    }

    /// <summary>Paths of files.</summary>
    /// <param name="files">Paths, or records that have a File.</param>
    internal static IEnumerable<string> Paths(object? files) => new Seen(files).Items.Select(file => file["File"] is { Text.Length: > 0 } of ? of.Text : file.Text);
}
