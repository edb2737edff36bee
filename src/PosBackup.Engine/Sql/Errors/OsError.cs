using System.Globalization;
using System.Text.RegularExpressions;

namespace PosBackup.Engine.Sql.Errors;

/// <summary>The operating system's error inside messages 3201, 3202, 3203, 3271 and 3634: a number before its text in brackets, in any language.</summary>
internal static partial class OsError
{
    public const int FileNotFound = 2;
    public const int PathNotFound = 3;
    public const int AccessDenied = 5;
    public const int BadSector = 23;
    public const int SharingViolation = 32;
    public const int EndOfFile = 38;
    public const int DiskFull = 112;

    /// <summary>The last such number in a text; null when it has none.</summary>
    public static int? In(string text)
    {
        MatchCollection matches = Number().Matches(text);
        return matches.Count > 0 && int.TryParse(matches[^1].Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }

    /// <summary>Whether the number says that the folder, share or drive is not there for the instance.</summary>
    public static bool IsMissingPath(int number) => number is PathNotFound or 15 or 21 or 53 or 55 or 64 or 67 or 161 or 1231 or 1232;

    /// <summary>Whether the number says that the account may not.</summary>
    public static bool IsDenied(int number) => number is AccessDenied or 19 or 65 or 86 or 1314 or 1326 or 1330 or 1385;

    [GeneratedRegex(@"(?<!\w)(?<number>[0-9]{1,5})\(", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
