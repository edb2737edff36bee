using System.Globalization;
using System.Security.Cryptography;

namespace PosBackup.Engine.Drills;

/// <summary>
/// The name of a scratch database: <c>PosBackupDrill_20260301040000_1f2e3d4c</c>. Nothing in it comes from outside, neither from the
/// operator nor from a backup: no text that somebody typed can make a drill restore over, or drop, a database of theirs.
/// </summary>
/// <param name="MadeAt">When the drill began, to the second.</param>
/// <param name="Id">Eight lower-case hexadecimal digits, at random.</param>
internal readonly record struct ScratchName(DateTimeOffset MadeAt, string Id)
{
    /// <summary>What every name begins with.</summary>
    public const string Prefix = "PosBackupDrill_";

    private const string TimeFormat = "yyyyMMddHHmmss";
    private const int IdDigits = 8;
    private const int Length = 15 + 14 + 1 + IdDigits;

    /// <summary>A name for a new scratch database.</summary>
    public static ScratchName New(DateTimeOffset now)
    {
        DateTime utc = now.UtcDateTime;
        return new ScratchName(new DateTimeOffset(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero), RandomNumberGenerator.GetHexString(IdDigits, lowercase: true));
    }

    /// <summary>Reads a name; false when it is not, to the letter, one that <see cref="New"/> makes.</summary>
    public static bool TryParse(string? text, out ScratchName name)
    {
        name = default;
        if (text is not { Length: Length } || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;

        ReadOnlySpan<char> time = text.AsSpan(Prefix.Length, TimeFormat.Length);
        if (!DateTimeOffset.TryParseExact(time, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset madeAt))
            return false;

        var read = new ScratchName(madeAt, text[^IdDigits..]);
        if (read.Id.Any(digit => !char.IsAsciiHexDigitLower(digit)) || !string.Equals(read.ToString(), text, StringComparison.Ordinal))
            return false;

        name = read;
        return true;
    }

    /// <summary>How old the database is; negative when the clock that named it was ahead of ours.</summary>
    public TimeSpan Age(DateTimeOffset now) => now - MadeAt;

    /// <inheritdoc/>
    public override string ToString() => $"{Prefix}{MadeAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}_{Id}";
}
