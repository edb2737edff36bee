using System.Text.RegularExpressions;
using PosBackup.Engine.Backups;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>One thing that DBCC CHECKDB found wrong.</summary>
/// <param name="Number">Number of the message.</param>
/// <param name="Object">The table, or <c>object 245575913</c> when no message names it; null when it is about no object.</param>
/// <param name="Page">The page as <c>1:77</c> (file and number); null when the message names none.</param>
/// <param name="Text">The message.</param>
internal sealed partial record CheckFinding(int Number, string? Object, string? Page, string Text)
{
    private const int NoSuchDatabase = 2520;
    private const int NotAllowed = 7983;
    private const int Terminated = 8921;

    /// <summary>What there is among the messages, in their order.</summary>
    public static IEnumerable<CheckFinding> In(IReadOnlyList<ServerMessage> messages)
    {
        // The sums behind the findings of a table tell its name: CHECKDB found … errors in table 'Sales' (object ID 245575913).
        Dictionary<string, string> names = messages
            .Select(message => TableSum().Match(message.Text))
            .Where(match => match.Success)
            .GroupBy(match => match.Groups["id"].Value, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Groups["name"].Value, StringComparer.Ordinal);
        return messages.Where(message => message.Severity >= 11 && IsFinding(message.Number)).Select(message => Of(message, names));
    }

    /// <summary>Whether an error tells of the database; all others tell of the check.</summary>
    private static bool IsFinding(int number) => number switch
    {
        NoSuchDatabase or NotAllowed or Terminated => false,
        605 or 823 or 824 or 825 or 5242 or 5243 => true,
        >= 2501 and <= 2599 => true,
        >= 5228 and <= 5239 => true,
        >= 7901 and <= 7999 => number is not 7928,
        >= 8901 and <= 8999 => true,
        _ => false,
    };

    private static CheckFinding Of(ServerMessage message, Dictionary<string, string> names)
    {
        Match about = ObjectId().Match(message.Text);
        Match page = PageId().Match(message.Text);
        string id = about.Groups["id"].Value;
        string? name = id is "" or "0" ? null : names.GetValueOrDefault(id) ?? $"object {id}";
        return new CheckFinding(message.Number, name, page.Success ? page.Groups["page"].Value : null, message.Text);
    }

    [GeneratedRegex(@"in table '(?<name>.*)' \(object ID (?<id>[0-9]+)\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TableSum();

    [GeneratedRegex(@"\bobject ID (?<id>[0-9]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ObjectId();

    [GeneratedRegex(@"\((?<page>[0-9]+:[0-9]+)\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PageId();
}
