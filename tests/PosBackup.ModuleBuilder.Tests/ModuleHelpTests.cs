using System.Globalization;
using System.Xml.Linq;
using PosBackup.Engine.Tests.Support;
using PosBackup.ModuleBuilder.Cmdlets;
using PosBackup.ModuleBuilder.Maml;
using PosBackup.ModuleBuilder.Pages;
using PosBackup.ModuleBuilder.Tests.Support;

namespace PosBackup.ModuleBuilder.Tests;

/// <summary>The real pages beside the real cmdlets.</summary>
public sealed class ModuleHelpTests
{
    private static readonly IReadOnlyList<Cmdlet> Cmdlets = CmdletReader.Read(Repository.Assembly);

    public static TheoryData<string> Cultures => [.. PageLanguage.All.Select(language => language.Culture)];

    [Theory]
    [MemberData(nameof(Cultures))]
    public void PagesTellTheCmdletsAsTheyAre(string culture)
    {
        var problems = new List<string>();
        IReadOnlyList<HelpPage> pages = Pages(culture, problems);

        problems.AddRange(PageChecker.Check(Cmdlets, pages, Language(culture)));

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    /// <summary>PowerShell looks for help in the culture of the session and then in its parents.</summary>
    [Theory]
    [InlineData("en-US", "en-US")]
    [InlineData("zh-CN", "zh-CN")]
    [InlineData("zh-SG", "zh-Hans")]
    [InlineData("zh-Hans", "zh-Hans")]
    public void ASessionFindsTheHelpOfItsLanguage(string culture, string folder)
    {
        using var output = new TemporaryFolder();
        Assert.Empty(Help.Build(Repository.Assembly, Repository.Module, output.Path));

        List<CultureInfo> lookedFor = [];
        for (var at = CultureInfo.GetCultureInfo(culture); at.Name.Length > 0; at = at.Parent)
            lookedFor.Add(at);
        string found = lookedFor.Select(one => Path.Combine(output.Path, one.Name)).First(Directory.Exists);

        Assert.Equal(folder, Path.GetFileName(found));
        Assert.Equal(["PosBackup.PowerShell.dll-Help.xml", "about_PosBackup.help.txt"], Directory.GetFiles(found).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ExamplesHaveTheSameCodeInBothLanguages() => Assert.Equal(
        Pages("en-US", []).SelectMany(page => page.Examples).Select(example => (example.Code, example.IsRunnable)),
        Pages("zh-CN", []).SelectMany(page => page.Examples).Select(example => (example.Code, example.IsRunnable)));

    [Theory]
    [MemberData(nameof(Cultures))]
    public void MamlHasEveryParameterOfEverySet_WithWhatMetadataSays(string culture)
    {
        XElement[] commands = [.. MamlWriter.Write(Cmdlets, Pages(culture, []), Language(culture)).Root!.Elements()];

        Assert.Equal(Cmdlets.Select(cmdlet => cmdlet.Name), commands.Select(command => Text(Child(command, "details"), "name")));
        foreach ((Cmdlet cmdlet, XElement command) in Cmdlets.Zip(commands))
        {
            XElement[] syntax = [.. Child(command, "syntax").Elements()];
            Assert.Equal(cmdlet.ParameterSets.Count, syntax.Length);
            foreach ((string set, XElement item) in cmdlet.ParameterSets.Zip(syntax))
            {
                Assert.Equal(
                    cmdlet.Parameters.Where(parameter => parameter.In(set) is not null).Select(parameter => $"{parameter.Name} {parameter.Type} {parameter.In(set)!.IsMandatory}").Order(StringComparer.Ordinal),
                    item.Elements().Skip(1).Select(parameter => $"{Text(parameter, "name")} {Text(Child(parameter, "type"), "name")} {parameter.Attribute("required")!.Value is "true"}").Order(StringComparer.Ordinal));
            }

            Assert.Equal(cmdlet.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal), Child(command, "parameters").Elements().Select(parameter => Text(parameter, "name")));
            Assert.All(Child(command, "examples").Elements(), example => Assert.NotEmpty(Text(example, "code")));
        }
    }

    /// <summary>Pages say so themselves only because the reader of metadata found it; this one asks it for what is known.</summary>
    [Fact]
    public void MetadataIsReadRightly()
    {
        Cmdlet backup = Cmdlets.Single(cmdlet => cmdlet.Name is "Backup-PosDatabase");
        CmdletParameter database = backup.Parameters.Single(parameter => parameter.Name is "Database");
        CmdletParameter kind = backup.Parameters.Single(parameter => parameter.Name is "Kind");

        Assert.Equal(("String[]", true), (database.Type, database.TakesWildcards));
        Assert.Equal(new ParameterUse(ParameterUse.AllSets, Position: 0, ByValue: true, ByPropertyName: true), Assert.Single(database.Uses));
        Assert.Equal(("BackupKind", "Full"), (kind.Type, kind.Default));
        Assert.Equal(["Full", "Differential", "Log"], kind.Words);
        Assert.Equal(["WhatIf", "Confirm"], backup.Parameters.TakeLast(2).Select(parameter => parameter.Name));
        Assert.Equal(["PosBackup.PowerShell.Records.BackupResult"], backup.Outputs);
        Assert.Equal(["Time", "Latest", "Lsn", "Mark", "Set"], [Cmdlets.Single(cmdlet => cmdlet.Name is "Restore-PosDatabase").ParameterSets[0], .. Cmdlets.Single(cmdlet => cmdlet.Name is "Restore-PosDatabase").ParameterSets.Skip(1).Order(StringComparer.Ordinal)]);
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void TheTopicNamesEveryCmdlet(string culture)
    {
        string topic = File.ReadAllText(Path.Combine(Repository.Module, culture, "about_PosBackup.help.txt"));

        Assert.All(Cmdlets, cmdlet => Assert.Contains($"    {cmdlet.Name} ", topic, StringComparison.Ordinal));
    }

    /// <summary>Windows PowerShell reads a text without a mark by the machine's code page.</summary>
    [Fact]
    public void ATopicThatIsNotAsciiHasAByteOrderMark() => Assert.All(PageLanguage.All, language =>
    {
        byte[] topic = File.ReadAllBytes(Path.Combine(Repository.Module, language.Culture, "about_PosBackup.help.txt"));
        Assert.True(Array.TrueForAll(topic, octet => octet < 128) || topic.AsSpan().StartsWith((byte[])[0xEF, 0xBB, 0xBF]), language.Culture);
    });

    private static PageLanguage Language(string culture) => PageLanguage.All.Single(language => string.Equals(language.Culture, culture, StringComparison.Ordinal));

    private static IReadOnlyList<HelpPage> Pages(string culture, ICollection<string> problems) => Help.Pages(Path.Combine(Repository.Module, culture), Language(culture), problems);

    private static XElement Child(XElement element, string name) => element.Elements().Single(child => child.Name.LocalName == name);

    private static string Text(XElement element, string name) => Child(element, name).Value;
}
