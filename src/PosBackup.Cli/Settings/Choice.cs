using System.CommandLine;
using System.CommandLine.Parsing;

namespace PosBackup.Cli.Settings;

/// <summary>One of the names of an enum on the command line, in lower case.</summary>
internal static class Choice
{
    public static Option<T?> Option<T>(string name, string description, T value)
        where T : struct, Enum => Option<T>(name, $"{description} (default: {Text(value)})");

    /// <summary>One that has no default of its own.</summary>
    public static Option<T?> Option<T>(string name, string description)
        where T : struct, Enum => new(name)
        {
            Description = description,
            HelpName = string.Join('|', Enum.GetValues<T>().Select(Text)),
            CustomParser = Parse<T>,
        };

    private static T? Parse<T>(ArgumentResult result)
        where T : struct, Enum
    {
        string text = result.Tokens[0].Value;
        foreach (T value in Enum.GetValues<T>())
        {
            if (string.Equals(Text(value), text, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        result.AddError($"'{text}' is none of {string.Join(", ", Enum.GetValues<T>().Select(Text))}");
        return null;
    }

    private static string Text<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
