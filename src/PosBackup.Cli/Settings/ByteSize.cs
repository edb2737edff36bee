using System.CommandLine;
using System.CommandLine.Parsing;
using PosBackup.Engine;

namespace PosBackup.Cli.Settings;

/// <summary>Sizes on the command line: bytes, or a number with KiB, MiB, GiB or TiB.</summary>
internal static class ByteSize
{
    public static Option<long?> Option(string name, string description, long value) => new(name)
    {
        Description = $"{description} (default: {SizeText.Of(value)})",
        HelpName = "size",
        CustomParser = Parse,
    };

    /// <summary>A size that has no default of its own.</summary>
    public static Option<long?> Size(string name, string description) => new(name) { Description = description, HelpName = "size", CustomParser = Parse };

    /// <summary>A size that SQL Server takes as a 32-bit number and that has no default of ours.</summary>
    public static Option<int?> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "size",
        CustomParser = result => Parse(result) is { } size ? (int)Math.Min(size, int.MaxValue) : null,
    };

    private static long? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (SizeText.TryParse(text, out long size))
            return size;

        result.AddError($"'{text}' is no size: {SizeText.Form}");
        return null;
    }
}
