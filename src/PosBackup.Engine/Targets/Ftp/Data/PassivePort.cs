using System.Globalization;

namespace PosBackup.Engine.Targets.Ftp.Data;

/// <summary>Reads the port out of what EPSV and PASV answer. The address in PASV's answer is ignored: behind NAT it is wrong, and from a hostile server it leads elsewhere.</summary>
internal static class PassivePort
{
    /// <summary><c>Entering Extended Passive Mode (|||41443|)</c>; null when it is something else.</summary>
    public static int? OfExtended(string text)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        int close = open < 0 ? -1 : text.IndexOf(')', open);
        if (close - open < 6)
            return null;

        string inside = text[(open + 1)..close];
        string[] parts = inside.Split(inside[0]);
        return parts is ["", _, _, var port, ""] ? Port(port) : null;
    }

    /// <summary><c>Entering Passive Mode (127,0,0,1,162,15).</c>, with or without the brackets; null when it is something else.</summary>
    public static int? OfPassive(string text)
    {
        int start = text.AsSpan().IndexOfAnyInRange('0', '9');
        if (start < 0)
            return null;

        string numbers = string.Concat(text[start..].TakeWhile(c => char.IsAsciiDigit(c) || c is ',' or ' '));
        string[] parts = numbers.Split(',', StringSplitOptions.TrimEntries);
        return parts.Length == 6 && Byte(parts[4]) is { } high && Byte(parts[5]) is { } low && ((high << 8) | low) is > 0 and int port ? port : null;
    }

    private static int? Port(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and < 65536 ? port : null;

    private static int? Byte(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value is >= 0 and < 256 ? value : null;
}
