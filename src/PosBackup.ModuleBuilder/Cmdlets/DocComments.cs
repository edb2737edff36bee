using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PosBackup.ModuleBuilder.Cmdlets;

/// <summary>The doc comments that the compiler wrote beside an assembly. A parameter's default is told there: "By default Full."</summary>
internal sealed partial class DocComments
{
    private readonly Dictionary<string, string> _summaries;

    /// <param name="file">The XML document.</param>
    public DocComments(XDocument file) => _summaries = file.Descendants("member")
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(member => member.Attribute("name")!.Value, member => Whitespace().Replace(member.Element("summary")!.Value, " ").Trim(), StringComparer.Ordinal);

    /// <summary>The default that the comment of a property tells; null when it tells none.</summary>
    public string? DefaultOf(string declaringType, string property) =>
        _summaries.TryGetValue($"P:{declaringType}.{property}", out string? summary) && Told().Match(summary) is { Success: true } match ? match.Groups["default"].Value : null;

    [GeneratedRegex(@"(?:By default|The default is) (?<default>.+?)(?:\.(?=\s|$)|;|$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Told();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whitespace();
}
