namespace PosBackup.Engine;

/// <summary>Numbers that look random and follow from a seed alone (SplitMix64), so that a drill, or a sample that was read back, can be told again years later.</summary>
internal struct StableRandom(long seed)
{
    private ulong _state = unchecked((ulong)seed);

    /// <summary>Spreads every bit of a number over all bits.</summary>
    public static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }

    /// <summary>A number from 0 up to, not including, a limit.</summary>
    public long Below(long limit)
    {
        _state += 0x9E3779B97F4A7C15;
        return (long)Math.BigMul(Mix(_state), (ulong)limit, out _);
    }
}
