using System.Buffers;

namespace PosBackup.Engine.Targets.Folder;

/// <summary>Names that Windows cannot have, or would quietly make into others. A colon would even write into a stream beside the file.</summary>
internal static class WindowsNames
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>:\"|?*");

    /// <summary>What is wrong with a name, to put behind "the name …"; null when Windows keeps it as it is.</summary>
    public static string? Fault(string name)
    {
        if (name.AsSpan().IndexOfAny(Forbidden) is >= 0 and int at)
            return $"has {name[at]} in it";
        if (name[^1] is '.' or ' ')
            return "ends with a dot or a blank";

        return IsDevice(name) ? "is that of a device" : null;
    }

    // CON, CON.txt and "CON .txt" are all the console; the superscript digits count as digits.
    private static bool IsDevice(string name)
    {
        ReadOnlySpan<char> stem = name.AsSpan();
        if (stem.IndexOf('.') is >= 0 and int dot)
            stem = stem[..dot];
        stem = stem.TrimEnd(' ');
        if (stem.Length == 4 && (Is(stem[..3], "COM") || Is(stem[..3], "LPT")))
            return stem[3] is (>= '1' and <= '9') or '\u00B9' or '\u00B2' or '\u00B3';

        return Is(stem, "CON") || Is(stem, "PRN") || Is(stem, "AUX") || Is(stem, "NUL") || Is(stem, "CONIN$") || Is(stem, "CONOUT$");
    }

    private static bool Is(ReadOnlySpan<char> text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
