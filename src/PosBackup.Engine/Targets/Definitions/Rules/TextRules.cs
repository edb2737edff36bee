using System.Net;
using System.Text;

namespace PosBackup.Engine.Targets.Definitions.Rules;

/// <summary>What texts of a definition may hold: they go into arguments, configuration files and protocol lines of others.</summary>
internal static class TextRules
{
    private const int LongestHost = 255;

    /// <summary>Longer than every path, login and fingerprint that is real.</summary>
    private const int LongestText = 1024;

    /// <summary>Whether a text is Unicode without control characters, and of a length that is real.</summary>
    public static bool IsPlain(string text) => text.Length <= LongestText && !text.Any(char.IsControl) && IsUnicode(text);

    /// <summary>A text that may be empty.</summary>
    public static IEnumerable<DefinitionMistake> Plain(string property, string? text)
    {
        if (text is not null && !IsPlain(text))
            yield return new(property, $"must have at most {LongestText} characters, none of them a control character");
    }

    /// <summary>A text that may not be empty.</summary>
    public static IEnumerable<DefinitionMistake> Filled(string property, string? text) =>
        text is not null && string.IsNullOrWhiteSpace(text) ? [new(property, "must not be empty")] : Plain(property, text);

    /// <summary>A login or file that a program is given: not what it could take for an option.</summary>
    public static IEnumerable<DefinitionMistake> Argument(string property, string? text) =>
        text is ['-', ..] ? [new(property, "must not begin with a hyphen")] : Filled(property, text);

    /// <summary>Name or address of a server: no URL, no login, no port in it.</summary>
    public static IEnumerable<DefinitionMistake> Host(string property, string host)
    {
        if (!IPAddress.TryParse(host, out _) && !IsHostName(host))
            yield return new(property, "must be the name or the address of a server alone, without login, port, slash or space");
    }

    /// <summary>A whole number in a range.</summary>
    public static IEnumerable<DefinitionMistake> Range(string property, long? value, long least, long most)
    {
        if (value < least || value > most)
            yield return new(property, $"must be {least} to {most}");
    }

    /// <summary>A number of seconds, which the file writes as a span.</summary>
    public static IEnumerable<DefinitionMistake> Seconds(string property, int seconds, int least, int most)
    {
        if (seconds < least || seconds > most)
            yield return new(property, $"must be {SpanText.Of(TimeSpan.FromSeconds(least))} to {SpanText.Of(TimeSpan.FromSeconds(most))}");
    }

    /// <summary>A number of days, which the file writes as a span.</summary>
    public static IEnumerable<DefinitionMistake> Days(string property, int? days)
    {
        if (days is < 1 or > 3650)
            yield return new(property, "must be 1d to 3650d, or null for never");
    }

    /// <summary>Names are those of DNS, with the underscore that some have; Unicode ones are written as they are.</summary>
    private static bool IsHostName(string host) =>
        host is { Length: > 0 and <= LongestHost } && host[0] is not ('-' or '.') && IsUnicode(host) && host.All(c => c is '-' or '.' or '_' || char.IsLetterOrDigit(c));

    private static bool IsUnicode(string text)
    {
        try
        {
            _ = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
