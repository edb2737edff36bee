using System.CommandLine;
using System.CommandLine.Parsing;

namespace PosBackup.Cli.Settings;

/// <summary>A time zone on the command line, by its IANA or its Windows id.</summary>
internal static class ZoneOption
{
    public static Option<TimeZoneInfo?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "id",
        CustomParser = Parse,
    };

    private static TimeZoneInfo? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(text, out TimeZoneInfo? zone))
            return zone;

        result.AddError($"'{text}' is no time zone that this machine knows: name it as Asia/Shanghai, or as Windows does, China Standard Time");
        return null;
    }
}
