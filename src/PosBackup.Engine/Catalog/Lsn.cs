using System.Globalization;

namespace PosBackup.Engine.Catalog;

/// <summary>
/// A log sequence number: virtual log file, block, slot. <see cref="ToString"/> gives the decimal form of RESTORE HEADERONLY,
/// VLF·10^15 + block·10^5 + slot.
/// </summary>
public readonly record struct Lsn(uint Vlf, uint Block, ushort Slot) : IComparable<Lsn>
{
    private const decimal VlfFactor = 1_000_000_000_000_000m;
    private const decimal BlockFactor = 100_000m;

    /// <summary>No LSN: all zero.</summary>
    public static Lsn Zero { get; }

    /// <summary>Whether this is no LSN.</summary>
    public bool IsZero => this == Zero;

    /// <summary>Reads the numeric(25,0) of HEADERONLY and msdb.</summary>
    /// <exception cref="FormatException">The number is negative, fractional or too large for an LSN.</exception>
    public static Lsn FromDecimal(decimal value) =>
        TryFromDecimal(value, out Lsn lsn) ? lsn : throw new FormatException($"{value.ToString(CultureInfo.InvariantCulture)} is not an LSN");

    /// <summary>Reads the decimal form.</summary>
    /// <exception cref="FormatException">The text is not an LSN in decimal form.</exception>
    public static Lsn Parse(string text) =>
        TryParse(text, out Lsn lsn) ? lsn : throw new FormatException($"'{text}' is not an LSN in decimal form");

    /// <summary>Reads the decimal form; false when the text is not an LSN.</summary>
    public static bool TryParse(string? text, out Lsn lsn)
    {
        lsn = Zero;
        return decimal.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out decimal value) && TryFromDecimal(value, out lsn);
    }

    /// <summary>The numeric(25,0) of HEADERONLY and msdb.</summary>
    public decimal ToDecimal() => (Vlf * VlfFactor) + (Block * BlockFactor) + Slot;

    /// <inheritdoc/>
    public int CompareTo(Lsn other)
    {
        int byVlf = Vlf.CompareTo(other.Vlf);
        if (byVlf != 0)
            return byVlf;

        int byBlock = Block.CompareTo(other.Block);
        return byBlock != 0 ? byBlock : Slot.CompareTo(other.Slot);
    }

    /// <inheritdoc/>
    public override string ToString() => ToDecimal().ToString(CultureInfo.InvariantCulture);

    /// <summary>Earlier than.</summary>
    public static bool operator <(Lsn left, Lsn right) => left.CompareTo(right) < 0;

    /// <summary>Later than.</summary>
    public static bool operator >(Lsn left, Lsn right) => left.CompareTo(right) > 0;

    /// <summary>Earlier than or equal.</summary>
    public static bool operator <=(Lsn left, Lsn right) => left.CompareTo(right) <= 0;

    /// <summary>Later than or equal.</summary>
    public static bool operator >=(Lsn left, Lsn right) => left.CompareTo(right) >= 0;

    private static bool TryFromDecimal(decimal value, out Lsn lsn)
    {
        lsn = Zero;
        if (value < 0 || value != decimal.Truncate(value))
            return false;

        decimal vlf = decimal.Truncate(value / VlfFactor);
        decimal rest = value - (vlf * VlfFactor);
        decimal block = decimal.Truncate(rest / BlockFactor);
        decimal slot = rest - (block * BlockFactor);
        if (vlf > uint.MaxValue || block > uint.MaxValue || slot > ushort.MaxValue)
            return false;

        lsn = new Lsn((uint)vlf, (uint)block, (ushort)slot);
        return true;
    }
}
