using System.Text.RegularExpressions;

namespace PosBackup.ModuleBuilder.Pages;

/// <summary>
/// Reads a help page. Its shape, with the headings of its language:
/// <code>
/// # Backup-PosDatabase
/// ## Synopsis        one sentence
/// ## Description     paragraphs
/// ## Examples        ### title, paragraphs, one ```powershell block (```powershell runnable where it needs nothing but the module), paragraphs
/// ## Parameters      ### -Name, paragraphs, "- Type: String[]", "- Default: none"
/// ## Inputs          ### type, paragraphs
/// ## Outputs         ### type, paragraphs
/// ## Notes           paragraphs
/// ## Links           "- [Get-PosBackup](Get-PosBackup.md)"
/// </code>
/// </summary>
internal static partial class HelpPageReader
{
    private const string Fence = "```";
    private const string Runnable = "```powershell runnable";

    /// <exception cref="PageException">The text has another shape; the message says where.</exception>
    public static HelpPage Read(string text, PageLanguage language)
    {
        PageSection page = PageSection.Split(text.ReplaceLineEndings("\n").Split('\n'), level: 1) is [{ Title.Length: > 0 } only] ? only : throw new PageException("a page begins with one '# ' and the name of its cmdlet");
        IReadOnlyList<PageSection> sections = PageSection.Split(page.Lines, level: 2);
        string[] titles = [.. sections.Select(section => section.Title)];
        if (!titles.SequenceEqual(language.Sections, StringComparer.Ordinal))
            throw new PageException($"{page.Title}: the sections are {string.Join(", ", titles)}; they must be {string.Join(", ", language.Sections)}, in this order");

        return new HelpPage
        {
            Cmdlet = page.Title,
            Synopsis = Paragraphs(sections[0].Lines) is [{ } sentence] ? sentence : throw new PageException($"{page.Title}: {sections[0].Title} must be one paragraph"),
            Description = Paragraphs(sections[1].Lines),
            Examples = [.. PageSection.Split(sections[2].Lines, level: 3).Select(Example)],
            Parameters = [.. PageSection.Split(sections[3].Lines, level: 3).Select(section => Parameter(section, language))],
            Inputs = Types(sections[4]),
            Outputs = Types(sections[5]),
            Notes = Paragraphs(sections[6].Lines),
            Links = [.. sections[7].Lines.Where(line => line.Length > 0).Select(line => Link().Match(line) is { Success: true } link ? link.Groups["name"].Value : throw new PageException($"{page.Title}: '{line}' is no link; write '- [Name](Name.md)'"))],
        };
    }

    private static HelpExample Example(PageSection section)
    {
        IReadOnlyList<string> lines = section.Lines;
        int[] fences = [.. Enumerable.Range(0, lines.Count).Where(index => lines[index].StartsWith(Fence, StringComparison.Ordinal))];
        if (fences is not [int first, int last] || !lines[first].StartsWith("```powershell", StringComparison.Ordinal))
            throw new PageException($"the example '{section.Title}' must have one ```powershell block");

        return new HelpExample(
            section.Title,
            Paragraphs([.. lines.Take(first)]),
            string.Join('\n', lines.Skip(first + 1).Take(last - first - 1)),
            lines[first] is Runnable,
            Paragraphs([.. lines.Skip(last + 1)]));
    }

    private static HelpParameter Parameter(PageSection section, PageLanguage language)
    {
        string name = section.Title.StartsWith('-') ? section.Title[1..] : throw new PageException($"'{section.Title}' must be a parameter with its dash");
        string type = Line(section, "- " + language.Type);
        string @default = Line(section, "- " + language.Default);
        return new HelpParameter(name, Paragraphs([.. section.Lines.TakeWhile(line => !line.StartsWith("- " + language.Type, StringComparison.Ordinal))]), type, @default);
    }

    private static string Line(PageSection section, string head) =>
        section.Lines.FirstOrDefault(line => line.StartsWith(head, StringComparison.Ordinal)) is { } line
            ? Plain(line[head.Length..].Trim())
            : throw new PageException($"'{section.Title}' has no line '{head.TrimEnd()}'");

    private static IReadOnlyList<HelpType> Types(PageSection section) =>
        [.. PageSection.Split(section.Lines, level: 3).Select(type => new HelpType(type.Title, Paragraphs(type.Lines)))];

    /// <summary>Paragraphs as plain text; an item of a list is one of its own.</summary>
    private static List<string> Paragraphs(IReadOnlyList<string> lines)
    {
        var paragraphs = new List<string>();
        bool isOpen = false;
        foreach (string line in lines)
        {
            if (line.Length == 0)
            {
                isOpen = false;
            }
            else if (isOpen && !line.StartsWith("- ", StringComparison.Ordinal))
            {
                paragraphs[^1] += Joint(paragraphs[^1], line) + Plain(line.TrimStart());
            }
            else
            {
                paragraphs.Add(Plain(line));
                isOpen = true;
            }
        }

        return paragraphs;
    }

    /// <summary>Chinese has no space where a line ends.</summary>
    private static string Joint(string before, string after) => before[^1] > '\u2E7F' || after.TrimStart()[0] > '\u2E7F' ? "" : " ";

    private static string Plain(string text) => Markup().Replace(text, match => match.Groups["inner"].Value);

    /// <summary>Code, strong, and links, which all lose their marks.</summary>
    [GeneratedRegex(@"`(?<inner>[^`]+)`|\*\*(?<inner>[^*]+)\*\*|\[(?<inner>[^\]]+)\]\([^)]+\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Markup();

    [GeneratedRegex(@"^- \[(?<name>[^\]]+)\]\([^)]+\)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
