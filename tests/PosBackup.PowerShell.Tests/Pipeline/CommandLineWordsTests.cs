using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Tests.Support;

namespace PosBackup.PowerShell.Tests.Pipeline;

public sealed class CommandLineWordsTests
{
    [Theory]
    [InlineData("check --catalog, or run 'posbackup verify --record'", "check -CatalogPath, or run 'Test-PosBackup -Record'")]
    [InlineData("'posbackup expire --dry-run' names the sets", "'Get-PosRetentionPlan' names the sets")]
    [InlineData("'posbackup sync --download' fetches them", "'Save-PosBackup' fetches them")]
    [InlineData("'posbackup catalog rebuild' finds them", "'posbackup catalog rebuild' finds them")]
    [InlineData("give --to-set and --tail-log-folder", "give -SetGuid and -TailLogFolder")]
    [InlineData("a name with --dashes or a--catalog", "a name with --dashes or a--catalog")]
    [InlineData("nothing to translate - at all", "nothing to translate - at all")]
    public void InPowerShell_SaysTheSameInTheWordsOfPowerShell(string text, string expected) => Assert.Equal(expected, CommandLineWords.InPowerShell(text));

    [Fact]
    public void EveryWordIsOneThatThereIs()
    {
        using var module = new ModuleAssembly();
        HashSet<string> parameters = [.. module.Cmdlets.SelectMany(cmdlet => cmdlet.Parameters).Select(parameter => parameter.Name), "WhatIf"];
        HashSet<string> cmdlets = [.. module.Cmdlets.Select(cmdlet => cmdlet.Name)];

        Assert.Empty(CommandLineWords.Parameters.Values.Except(parameters, StringComparer.Ordinal));
        Assert.Empty(CommandLineWords.Cmdlets.Select(cmdlet => cmdlet.Value.Split(' ')[0]).Except(cmdlets, StringComparer.Ordinal));
    }
}
