using System.Globalization;
using PosBackup.Engine.Targets.Ftp.Commands;

namespace PosBackup.Engine.Targets.Ftp.Listing;

/// <summary>Lines of MLSD and MLST: <c>type=file;size=1;modify=20261126000553; the name, from behind the first blank to the end</c>.</summary>
internal static class MachineListing
{
    /// <summary>Reads a line; null for the folder itself, its parent, and what is no file, folder or link.</summary>
    public static ListedName? Read(string line)
    {
        int blank = line.IndexOf(' ', StringComparison.Ordinal);
        if (blank < 0 || blank + 1 == line.Length)
            return null;

        ListedKind? kind = null;
        long length = 0;
        DateTimeOffset? modified = null;
        foreach (string fact in line[..blank].Split(';'))
        {
            int equals = fact.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                continue;

            string value = fact[(equals + 1)..];
            switch (fact[..equals].ToUpperInvariant())
            {
                case "TYPE":
                    kind = KindOf(value);
                    break;
                case "SIZE" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long size):
                    length = size;
                    break;
                case "MODIFY":
                    modified = FtpTime.Read(value);
                    break;
            }
        }

        return kind is { } known ? new ListedName(line[(blank + 1)..], known, length, modified) : null;
    }

    private static ListedKind? KindOf(string type) => type.ToUpperInvariant() switch
    {
        "FILE" => ListedKind.File,
        "DIR" => ListedKind.Folder,
        var other when other.StartsWith("OS.UNIX=SLINK", StringComparison.Ordinal) || other.StartsWith("OS.UNIX=SYMLINK", StringComparison.Ordinal) => ListedKind.Link,
        _ => null,
    };
}
