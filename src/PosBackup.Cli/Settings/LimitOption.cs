using System.CommandLine;
using PosBackup.Engine;
using PosBackup.Engine.Retention.Policies;

namespace PosBackup.Cli.Settings;

/// <summary>A span of time on the command line, or none.</summary>
internal static class LimitOption
{
    /// <summary>The word for no limit.</summary>
    public const string None = "none";

    public static Option<SpanLimit?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = $"time|{None}",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (string.Equals(text, None, StringComparison.Ordinal))
                return new SpanLimit(Span: null);
            if (SpanText.TryParse(text, out TimeSpan span))
                return new SpanLimit(span);

            result.AddError($"'{text}' is no span of time: {SpanText.Form}, or {None}");
            return null;
        },
    };
}
