namespace PosBackup.ModuleBuilder.Pages;

/// <summary>A heading and the lines below it.</summary>
internal sealed record PageSection(string Title, IReadOnlyList<string> Lines)
{
    /// <summary>Cuts lines at the headings of a level. A heading inside of a code block is none.</summary>
    /// <exception cref="PageException">There is text before the first heading.</exception>
    public static IReadOnlyList<PageSection> Split(IReadOnlyList<string> lines, int level)
    {
        string mark = new string('#', level) + " ";
        var sections = new List<(string Title, List<string> Lines)>();
        bool isCode = false;
        foreach (string line in lines.Select(line => line.TrimEnd()))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                isCode = !isCode;

            if (!isCode && line.StartsWith(mark, StringComparison.Ordinal))
                sections.Add((line[mark.Length..], []));
            else if (sections.Count > 0)
                sections[^1].Lines.Add(line);
            else if (line.Length > 0)
                throw new PageException($"'{line}' stands before the first '{mark}'");
        }

        return [.. sections.Select(section => new PageSection(section.Title, section.Lines))];
    }
}
