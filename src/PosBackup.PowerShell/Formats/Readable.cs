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

    /// <summary>A span: <c>0.4 s</c>, <c>2:05</c>, <c>1:02:05</c>; empty for none.</summary>
    /// <param name="span">The span.</param>
    public static string Span(TimeSpan? span) => span switch
    {
        null => "",
        { TotalMinutes: < 1 } seconds => seconds.TotalSeconds.ToString("0.0", CultureInfo.CurrentCulture) + " s",
        { TotalHours: < 1 } minutes => minutes.ToString(@"m\:ss", CultureInfo.InvariantCulture),
        { } hours => FormattableString.Invariant($"{(int)hours.TotalHours}:{hours:mm\\:ss}"),
    };

    /// <summary>A moment by the clock that it is told in, to the second; empty for none.</summary>
    /// <param name="moment">The moment.</param>
    public static string Moment(DateTimeOffset? moment) => moment?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Names of files without their folders, whatever system they are of: a whole path fills twelve lines of a narrow column. Lists show it.</summary>
    /// <param name="paths">The paths.</param>
    public static string FileNames(IEnumerable<string>? paths) => string.Join(", ", (paths ?? []).Where(path => path is not null).Select(path => path.Substring(path.LastIndexOfAny(Separators) + 1)));

    /// <summary>What was proven and how deep: <c>L1 intact</c>. What was not checked is called so.</summary>
    /// <param name="level">The level.</param>
    /// <param name="verdict">The verdict; null where nothing was verified.</param>
    public static string Proof(VerificationLevel? level, Verdict? verdict)
    {
        string said = verdict switch
        {
            Verdict.Intact => "intact",
            Verdict.Suspect => "suspect",
            Verdict.Damaged => "damaged",
            _ => "not checked",
        };
        return verdict is null or Verdict.NotChecked || level is null or VerificationLevel.None ? said : $"{level} {said}";
    }
}
