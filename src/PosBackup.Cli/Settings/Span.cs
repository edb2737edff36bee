using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace PosBackup.Cli.Settings;

/// <summary>Spans of time on the command line: a number with s, m, h or d.</summary>
internal static class Span
{
    public static Option<TimeSpan?> Option(string name, string description, TimeSpan value) => new(name)
    {
        Description = $"{description} (default: {Text(value)})",
        HelpName = "time",
        CustomParser = Parse,
    };

    internal static string Text(TimeSpan span) => span switch
    {
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerDay == 0 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays}d"),
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerHour == 0 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours}h"),
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerMinute == 0 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds}s"),
    };

    private static TimeSpan? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            switch (text[^1])
            {
                case 's':
                    return TimeSpan.FromSeconds(number);
                case 'm':
                    return TimeSpan.FromMinutes(number);
                case 'h':
                    return TimeSpan.FromHours(number);
                case 'd' when number <= 1_000_000:
                    return TimeSpan.FromDays(number);
                default:
                    break;
            }
        }

        result.AddError($"'{text}' is no span of time: write it as 30s, 10m, 2h or 7d");
        return null;
    }
}
