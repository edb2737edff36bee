using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PosBackup.PowerShell.Pipeline;

/// <summary>
/// Which argument an error is about. Every error names its object and its value, so it is the argument that the message names, by the parameter or by the value, and of a list the one
/// element. What nobody gave is no argument, and the cmdlet knows better.
/// </summary>
internal static class ErrorSubject
{
    private const int LongestTold = 64;

    private static readonly Regex Parameter = new("(?<![A-Za-z0-9-])-(?<name>[A-Z][A-Za-z]+)(?<must> must be )?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>Parameters of which one is meant by errors of a code. It is not whose only value it is: what a pipeline brought last may be another than what the call was made for.</summary>
    private static readonly Dictionary<string, string[]> ByCode = new(StringComparer.Ordinal)
    {
        ["TargetNotFound"] = ["Target", "Name"],
        ["HostNotTrusted"] = ["Target", "Name"],
        ["TargetUnavailable"] = ["Target", "Name"],
        ["TargetAccessDenied"] = ["Target", "Name"],
        ["TargetMisconfigured"] = ["Target", "Name"],
        ["DatabaseNotFound"] = ["Database"],
        ["InstanceUnavailable"] = ["ServerInstance"],
        ["InstanceAccessDenied"] = ["ServerInstance"],
        ["CertificateNotTrusted"] = ["ServerInstance"],
    };

    /// <summary>Codes of errors about a file or folder of this machine.</summary>
    private static readonly HashSet<string> OfFiles = new(StringComparer.Ordinal)
    {
        "FileAccess", "FolderNotWritable", "TargetFileInvalid", "RetentionFileInvalid", "HoldFileInvalid", "AssertionFileInvalid", "ManifestUnreadable", "ManifestOutdated", "CatalogUnavailable",
    };

    /// <summary>The argument; null where the error names none.</summary>
    /// <param name="code">Code of the error.</param>
    /// <param name="message">Its message, in the words of PowerShell.</param>
    /// <param name="arguments">What was given, by the names of the parameters.</param>
    public static object? Of(string code, string message, IReadOnlyDictionary<string, object> arguments)
    {
        if (code is "InvalidOption")
            return ByParameter(message, arguments) ?? ByValue(message, Tellable(arguments).OrderBy(value => value is string));
        if (OfFiles.Contains(code))
            return ByValue(message, Tellable(arguments).OfType<string>().OrderByDescending(path => path.Length));

        return ByCode.TryGetValue(code, out string[]? parameters) ? ByValue(message, parameters.Where(arguments.ContainsKey).SelectMany(parameter => Values(arguments[parameter]))) : null;
    }

    /// <summary>The message with the values of the parameters that it complains of: who refuses a definition repeats none, as it cannot know which is a secret.</summary>
    public static string WithValues(string message, IReadOnlyDictionary<string, object> arguments) => Parameter.Replace(message, named =>
    {
        string parameter = named.Groups["name"].Value;
        return named.Groups["must"].Success && arguments.TryGetValue(parameter, out object? argument) && IsTellable(parameter, argument) && Text(argument) is { Length: > 0 and <= LongestTold } text && !text.Any(char.IsControl)
            ? $"-{parameter} is {text} and must be "
            : named.Value;
    });

    private static object? ByParameter(string message, IReadOnlyDictionary<string, object> arguments)
    {
        foreach (Match named in Parameter.Matches(message))
        {
            string parameter = named.Groups["name"].Value;
            if (arguments.TryGetValue(parameter, out object? argument) && IsTellable(parameter, argument))
                return ByValue(message, Values(argument)) ?? argument;
        }

        return null;
    }

    private static object? ByValue(string message, IEnumerable<object> values) => values.FirstOrDefault(value => Names(message, Text(value)));

    /// <summary>Whether a text holds another that is no part of a longer word or number. A path from the current folder is the end of the whole one.</summary>
    private static bool Names(string message, string text)
    {
        string sought = text.StartsWith("./", StringComparison.Ordinal) || text.StartsWith(@".\", StringComparison.Ordinal) ? text.Substring(2) : text;
        if (sought.Length == 0)
            return false;

        for (int at = message.IndexOf(sought, StringComparison.Ordinal); at >= 0; at = message.IndexOf(sought, at + 1, StringComparison.Ordinal))
        {
            if (!IsWord(message, at - 1) && !IsWord(message, at + sought.Length))
                return true;
        }

        return false;
    }

    private static bool IsWord(string text, int at) => at >= 0 && at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_');

    private static IEnumerable<object> Tellable(IReadOnlyDictionary<string, object> arguments) =>
        arguments.Where(argument => IsTellable(argument.Key, argument.Value)).SelectMany(argument => Values(argument.Value));

    /// <summary>Switches have no value, and what is a secret, or stands where one may stand by mistake, is told to nobody.</summary>
    private static bool IsTellable(string parameter, object? argument) =>
        argument is not (null or bool) && !parameter.EndsWith("From", StringComparison.Ordinal) && argument.GetType().Namespace is not ("System.Management.Automation" or "System.Security");

    private static IEnumerable<object> Values(object argument) => argument is IEnumerable list and not string ? list.Cast<object?>().OfType<object>() : [argument];

    private static string Text(object value) => value switch
    {
        string text => text,
        IFormattable formattable => formattable.ToString(format: null, CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(", ", list.Cast<object?>().OfType<object>().Select(Text)),
        _ => value.ToString() ?? "",
    };
}
