using System.Globalization;
using System.Text;

namespace PosBackup.Engine.Targets.Folder.Volumes;

/// <summary>Names of the links below /dev/disk: what may not stand in a file name is written as <c>\x20</c>, byte by byte of UTF-8.</summary>
internal static class UdevName
{
    /// <summary>The label or serial that was meant.</summary>
    public static string Decode(string name)
    {
        if (!name.Contains("\\x", StringComparison.Ordinal))
            return name;

        byte[] bytes = Encoding.UTF8.GetBytes(name);
        var plain = new List<byte>(bytes.Length);
        for (int i = 0; i < bytes.Length; i++)
        {
            if (i + 3 < bytes.Length && bytes[i] == '\\' && bytes[i + 1] == 'x' && byte.TryParse(bytes.AsSpan(i + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
            {
                plain.Add(value);
                i += 3;
            }
            else
            {
                plain.Add(bytes[i]);
            }
        }

        return Encoding.UTF8.GetString([.. plain]);
    }
}
