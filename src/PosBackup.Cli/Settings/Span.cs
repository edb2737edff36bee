using System.CommandLine;
using System.CommandLine.Parsing;
using PosBackup.Engine;

namespace PosBackup.Cli.Settings;

/// <summary>Spans of time on the command line.</summary>
internal static class Span
{
    public static Option<TimeSpan?> Option(string name, string description, TimeSpan value) => Option(name, $"{description} (default: {SpanText.Of(value)})");

    /// <summary>One that has no default of its own.</summary>
    public static Option<TimeSpan?> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "time",
        CustomParser = Parse,
    };

    private static TimeSpan? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (SpanText.TryParse(text, out TimeSpan span))
            return span;

        result.AddError($"'{text}' is no span of time: {SpanText.Form}");
        return null;
    }
}
