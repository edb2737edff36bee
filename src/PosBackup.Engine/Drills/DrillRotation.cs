using System.Globalization;
using System.Text;

namespace PosBackup.Engine.Drills;

/// <summary>
/// Which databases of a fleet a drill takes: the n-th of t shares. A database is always in the same share, whatever else is in the fleet,
/// so the shares 1 to t together take every database exactly once.
/// </summary>
public sealed record DrillRotation
{
    private const string Auto = "auto";
    private const int MaxShares = 10_000;

    private DrillRotation(int? share, int shares)
    {
        Share = share;
        Shares = shares;
    }

    /// <summary>The share, from 1; null takes the one of the day, which covers the fleet in t days when a drill runs on each.</summary>
    public int? Share { get; }

    /// <summary>Number of shares.</summary>
    public int Shares { get; }

    /// <summary>Reads <c>n/t</c> or <c>auto/t</c>, with n from 1 to t and t up to 10,000.</summary>
    /// <exception cref="PosBackupException"><see cref="ErrorCode.InvalidOption"/>.</exception>
    public static DrillRotation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split('/');
        if (parts.Length == 2 && Number(parts[1]) is { } shares && shares <= MaxShares)
        {
            if (string.Equals(parts[0], Auto, StringComparison.Ordinal))
                return new DrillRotation(share: null, shares);
            if (Number(parts[0]) is { } share && share <= shares)
                return new DrillRotation(share, shares);
        }

        throw new PosBackupException(
            ErrorCode.InvalidOption,
            $"'{text}' is no rotation",
            $"write it as 3/30 (the third of thirty shares) or auto/30 (another share each day), with at most {MaxShares} shares");
    }

    /// <summary>The share to take at a moment: by the UTC day when it is not fixed.</summary>
    public int ShareAt(DateTimeOffset now) => Share ?? (DateOnly.FromDateTime(now.UtcDateTime).DayNumber % Shares) + 1;

    /// <summary>Whether a database is in the share to take. Letter case does not matter.</summary>
    public bool IsDue(string instance, string database, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(database);
        return ShareOf(instance, database) == ShareAt(now);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Share is { } share ? share.ToString(CultureInfo.InvariantCulture) : Auto)}/{Shares}");

    /// <summary>The share that a database is in, from 1.</summary>
    internal int ShareOf(string instance, string database) => (int)(Hash($"{instance}\0{database}") % (ulong)Shares) + 1;

    /// <summary>FNV-1a with a finish that mixes all bits into the low ones: the same on every machine and in every version.</summary>
    private static ulong Hash(string name)
    {
        ulong hash = 14695981039346656037;
        foreach (byte one in Encoding.UTF8.GetBytes(name.ToUpperInvariant()))
            hash = (hash ^ one) * 1099511628211;

        return StableRandom.Mix(hash);
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : null;
}
