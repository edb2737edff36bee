using System.Text;
using System.Xml;
using PosBackup.ModuleBuilder.Cmdlets;
using PosBackup.ModuleBuilder.Maml;
using PosBackup.ModuleBuilder.Pages;

namespace PosBackup.ModuleBuilder;

/// <summary>The help of a module in all its languages: pages in, MAML out, and what is about the module as a whole beside it.</summary>
internal static class Help
{
    /// <summary>Checks the pages and writes the help of each language; writes nothing any more once something is wrong.</summary>
    /// <returns>What is wrong, a sentence each.</returns>
    public static IReadOnlyList<string> Build(string assembly, string pagesFolder, string outputFolder)
    {
        IReadOnlyList<Cmdlet> cmdlets = CmdletReader.Read(assembly);
        var problems = new List<string>();
        foreach (PageLanguage language in PageLanguage.All)
        {
            IReadOnlyList<HelpPage> pages = Pages(Path.Combine(pagesFolder, language.Culture), language, problems);
            IReadOnlyList<string> wrong = PageChecker.Check(cmdlets, pages, language);
            problems.AddRange(wrong);
            if (problems.Count > 0)
                continue;

            foreach (string folder in (string[])[language.Culture, .. language.Also])
            {
                Write(cmdlets, pages, language, Path.Combine(outputFolder, folder, Path.GetFileName(assembly) + "-Help.xml"));
                CopyTopics(Path.Combine(pagesFolder, language.Culture), Path.Combine(outputFolder, folder));
            }
        }

        return problems;
    }

    /// <summary>The pages of a language; one of another shape is a problem.</summary>
    public static IReadOnlyList<HelpPage> Pages(string folder, PageLanguage language, ICollection<string> problems)
    {
        var pages = new List<HelpPage>();
        foreach (string file in Directory.GetFiles(folder, "*.md").Order(StringComparer.Ordinal))
        {
            try
            {
                HelpPage page = HelpPageReader.Read(File.ReadAllText(file), language);
                pages.Add(page);
                if (!string.Equals(page.Cmdlet, Path.GetFileNameWithoutExtension(file), StringComparison.Ordinal))
                    problems.Add($"{language.Culture}: {Path.GetFileName(file)} is the page of {page.Cmdlet}; name it so");
            }
            catch (PageException exception)
            {
                problems.Add($"{language.Culture}: {Path.GetFileName(file)}: {exception.Message}");
            }
        }

        return pages;
    }

    private static void CopyTopics(string from, string to)
    {
        foreach (string topic in Directory.GetFiles(from, "about_*.help.txt"))
            File.Copy(topic, Path.Combine(to, Path.GetFileName(topic)), overwrite: true);
    }

    private static void Write(IReadOnlyList<Cmdlet> cmdlets, IReadOnlyList<HelpPage> pages, PageLanguage language, string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var writer = XmlWriter.Create(file, new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        MamlWriter.Write(cmdlets, pages, language).Save(writer);
    }
}
