using System.CommandLine;
using PosBackup.Engine;

namespace PosBackup.Cli.Settings;

/// <summary>A number of days on the command line, or never.</summary>
/// <param name="Number">How many; null is never.</param>
internal sealed record DaysOption(int? Number)
{
    private const string Never = "never";

    public static Option<DaysOption?> Create(string name, string description, int? value) => new(name)
    {
        Description = $"{description} (default: {(value is { } days ? SpanText.Of(TimeSpan.FromDays(days)) : Never)})",
        HelpName = "days|never",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (string.Equals(text, Never, StringComparison.Ordinal))
                return new DaysOption(Number: null);
            if (SpanText.TryParse(text, out TimeSpan span) && span > TimeSpan.Zero && span.Ticks % TimeSpan.TicksPerDay == 0)
                return new DaysOption((int)span.TotalDays);

            result.AddError($"'{text}' is no number of days: write it as 8d, or never");
            return null;
        },
    };
}
