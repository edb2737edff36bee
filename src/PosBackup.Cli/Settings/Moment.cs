using System.CommandLine.Parsing;
using System.Globalization;

namespace PosBackup.Cli.Settings;

/// <summary>A moment on the command line, in ISO 8601.</summary>
internal static class Moment
{
    public static DateTimeOffset? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTimeOffset moment))
            return moment;

        result.AddError($"'{text}' is no time: write it as 2026-03-01, 2026-03-01T12:00 or 2026-03-01T12:00:00+08:00");
        return null;
    }
}
