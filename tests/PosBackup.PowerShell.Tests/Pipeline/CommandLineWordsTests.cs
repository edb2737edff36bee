using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Tests.Support;

namespace PosBackup.PowerShell.Tests.Pipeline;

public sealed partial class CommandLineWordsTests
{
    [Theory]
    [InlineData("check --catalog, or run 'posbackup verify --record'", "check -CatalogPath, or run 'Test-PosBackup -Record'")]
    [InlineData("'posbackup expire --dry-run --max-delete 100' shows what would go", "'Get-PosRetentionPlan -MaximumDeletePercent 100' shows what would go")]
    [InlineData("'posbackup expire --dry-run' names the sets", "'Get-PosRetentionPlan' names the sets")]
    [InlineData("'posbackup sync --download' fetches them", "'Save-PosBackup' fetches them")]
    [InlineData("'posbackup catalog rebuild' finds them", "'posbackup catalog rebuild' finds them")]
    [InlineData("give --to-set and --tail-log-folder", "give -SetGuid and -TailLogFolder")]
    [InlineData("a name with --dashes or a--catalog", "a name with --dashes or a--catalog")]
    [InlineData("leave --protection out", "leave -Protection out")]
    [InlineData("Ask for standby, or leave the undo file out.", "Give -Finish Standby, or leave -StandbyFile out.")]
    [InlineData("nothing to translate - at all", "nothing to translate - at all")]
    public void InPowerShell_SaysTheSameInTheWordsOfPowerShell(string text, string expected) => Assert.Equal(expected, CommandLineWords.InPowerShell(text));

    /// <summary>Options that the engine's texts may name and no cmdlet has, or that mean different things in different commands.</summary>
    private static readonly string[] WithoutParameter = ["copy-only", "forget", "jump", "max-age"];

    [Fact]
    public void EveryOptionThatTheEngineNamesHasAParameter()
    {
        string[] named = [.. TextsOf(typeof(PosBackup.Engine.ErrorCode).Assembly.Location).Where(text => !IsStyle(text)).SelectMany(text => Option().Matches(text)).Select(match => match.Groups["name"].Value).Distinct().Order(StringComparer.Ordinal)];

        Assert.Contains("accept-loss", named);
        Assert.Empty(named.Except(CommandLineWords.Parameters.Keys, StringComparer.Ordinal).Except(WithoutParameter, StringComparer.Ordinal));
    }

    [Fact]
    public void EveryChoiceIsOneThatTheEngineSpeaksOf() =>
        Assert.Empty(CommandLineWords.Choices.Select(choice => choice.Key).Except(TextsOf(typeof(PosBackup.Engine.ErrorCode).Assembly.Location), StringComparer.Ordinal));

    [Fact]
    public void EveryWordIsOneThatThereIs()
    {
        using var module = new ModuleAssembly();
        HashSet<string> parameters = [.. module.Cmdlets.SelectMany(cmdlet => cmdlet.Parameters).Select(parameter => parameter.Name), "WhatIf"];
        HashSet<string> cmdlets = [.. module.Cmdlets.Select(cmdlet => cmdlet.Name)];

        Assert.Empty(CommandLineWords.Parameters.Values.Except(parameters, StringComparer.Ordinal));
        Assert.Empty(CommandLineWords.Cmdlets.Select(cmdlet => cmdlet.Value.Split(' ')[0]).Except(cmdlets, StringComparer.Ordinal));
    }

    /// <summary>The style sheet of reports has names of this form as well.</summary>
    private static bool IsStyle(string text) => text.Contains("var(--", StringComparison.Ordinal);

    /// <summary>All texts that a program holds.</summary>
    private static List<string> TextsOf(string assembly)
    {
        using FileStream file = File.OpenRead(assembly);
        using var portable = new PEReader(file);
        MetadataReader metadata = portable.GetMetadataReader();
        var texts = new List<string>();
        for (UserStringHandle text = MetadataTokens.UserStringHandle(1); !text.IsNil; text = metadata.GetNextHandle(text))
            texts.Add(metadata.GetUserString(text));

        return texts;
    }

    [GeneratedRegex("(?<![A-Za-z0-9-])--(?<name>[a-z]+(-[a-z]+)*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Option();
}
