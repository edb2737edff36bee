using System.Text;

namespace PosBackup.Engine.Targets.Folder.Volumes;

/// <summary>A line of /proc/self/mountinfo.</summary>
/// <param name="Id">Number of the mount, as long as it lasts.</param>
/// <param name="Device">Major and minor number: <c>8:17</c>.</param>
/// <param name="Root">Folder of the file system that is mounted; <c>/</c> unless it is a bind mount of a part.</param>
/// <param name="MountPoint">Where it is.</param>
/// <param name="Source">Device node, mostly.</param>
internal sealed record MountLine(string Id, string Device, string Root, string MountPoint, string Source)
{
    /// <summary>Tells this mounting from any other.</summary>
    public string Identity => $"{Id} {Device}";
}

/// <summary>Reads mountinfo (proc(5)).</summary>
internal static class MountTable
{
    /// <summary>The mounts that can be reached by their folder: of several on one folder the last. Lines that are no such lines are passed over.</summary>
    public static IReadOnlyList<MountLine> Read(IEnumerable<string> lines)
    {
        var visible = new Dictionary<string, MountLine>(StringComparer.Ordinal);
        foreach (MountLine line in lines.Select(ReadLine).OfType<MountLine>())
            visible[line.MountPoint] = line;
        return [.. visible.Values];
    }

    /// <summary>Undoes what the kernel does to blanks and backslashes: three octal digits behind a backslash, of the UTF-8 bytes.</summary>
    public static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;

        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var plain = new List<byte>(bytes.Length);
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\\' && i + 3 < bytes.Length && IsOctal(bytes[i + 1], '3') && IsOctal(bytes[i + 2], '7') && IsOctal(bytes[i + 3], '7'))
            {
                plain.Add((byte)(((bytes[i + 1] - '0') << 6) | ((bytes[i + 2] - '0') << 3) | (bytes[i + 3] - '0')));
                i += 3;
            }
            else
            {
                plain.Add(bytes[i]);
            }
        }

        return Encoding.UTF8.GetString([.. plain]);
    }

    private static bool IsOctal(byte value, char highest) => value >= '0' && value <= highest;

    // 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
    private static MountLine? ReadLine(string line)
    {
        string[] parts = line.Split(' ');
        int dash = Array.IndexOf(parts, "-", 0);
        return dash >= 6 && dash + 2 < parts.Length
            ? new MountLine(parts[0], parts[2], Unescape(parts[3]), Unescape(parts[4]), Unescape(parts[dash + 2]))
            : null;
    }
}
