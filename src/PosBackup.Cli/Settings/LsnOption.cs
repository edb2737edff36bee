using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Settings;

/// <summary>An LSN on the command line: decimal as in RESTORE HEADERONLY, or hexadecimal as in fn_dblog and the error log.</summary>
internal static class LsnOption
{
    public static Option<Lsn?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "lsn",
        CustomParser = Parse,
    };

    private static Lsn? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (Read(text) is { } lsn)
            return lsn;

        result.AddError($"'{text}' is no LSN: write it as in the headers of a backup, 31000000028800001, or as in the log, 0000001f:00000120:0001");
        return null;
    }

    /// <summary>Reads one in either form; null when it is none.</summary>
    public static Lsn? Read(string text) => (Lsn.TryParse(text, out Lsn lsn) || TryParseHex(text, out lsn)) && !lsn.IsZero ? lsn : null;

    private static bool TryParseHex(string text, out Lsn lsn)
    {
        lsn = Lsn.Zero;
        string[] parts = (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text).Split(':');
        if (parts.Length != 3
            || !uint.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint vlf)
            || !uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint block)
            || !ushort.TryParse(parts[2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort slot))
        {
            return false;
        }

        lsn = new Lsn(vlf, block, slot);
        return true;
    }
}
