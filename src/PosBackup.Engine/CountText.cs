using System.Globalization;

namespace PosBackup.Engine;

/// <summary>Numbers of things as people write them: <c>1 media file</c>, <c>2 media files</c>.</summary>
public static class CountText
{
    /// <param name="count">How many.</param>
    /// <param name="one">The word for one, with what else is said of it.</param>
    /// <param name="many">The same for none and for several; null where it takes an s.</param>
    public static string Of(long count, string one, string? many = null) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? $"{one}s")}");
}
