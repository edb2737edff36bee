using PosBackup.ModuleBuilder.Pages;
using PosBackup.ModuleBuilder.Tests.Support;

namespace PosBackup.ModuleBuilder.Tests;

public sealed class HelpPageReaderTests
{
    private const string Page =
        """
        # Get-Thing

        ## Synopsis

        Gets `things`.

        ## Description

        It gets things
        over two lines.

        - It does **not** make any.

        ## Examples

        ### One

        What for.

        ```powershell runnable
        # not a heading
        Get-Thing a
        ```

        What comes of it.

        ## Parameters

        ### -Name

        Names of things.

        - Type: String[]
        - Default: `a`, or more

        ## Inputs

        ## Outputs

        ### Some.Thing

        A thing.

        ## Notes

        ## Links

        - [Set-Thing](Set-Thing.md)
        """;

    [Fact]
    public void APageIsReadWhole()
    {
        HelpPage page = HelpPageReader.Read(Page, Some.English);

        Assert.Equal(("Get-Thing", "Gets things."), (page.Cmdlet, page.Synopsis));
        Assert.Equal(["It gets things over two lines.", "- It does not make any."], page.Description);
        HelpExample example = Assert.Single(page.Examples);
        Assert.Equal(("One", "# not a heading\nGet-Thing a", true), (example.Title, example.Code, example.IsRunnable));
        Assert.Equal(["What for."], example.Before);
        Assert.Equal(["What comes of it."], example.After);
        HelpParameter parameter = Assert.Single(page.Parameters);
        Assert.Equal(("Name", "String[]", "a, or more"), (parameter.Name, parameter.Type, parameter.Default));
        Assert.Equal(["Names of things."], parameter.Text);
        Assert.Equal("Some.Thing", Assert.Single(page.Outputs).Name);
        Assert.Equal(["Set-Thing"], page.Links);
    }

    [Fact]
    public void LinesOfWindowsAreReadAlike() =>
        Assert.Equal("# not a heading\nGet-Thing a", HelpPageReader.Read(Page.ReplaceLineEndings("\r\n"), Some.English).Examples[0].Code);

    [Fact]
    public void ChineseLinesJoinWithoutASpace()
    {
        string page = string.Join("\n\n", ["# Get-Thing", .. Some.Chinese.Sections.Select((section, index) => index == 0 ? $"## {section}\n\n第一行，\n第二行 Get-Thing\n第三行。" : $"## {section}")]);

        Assert.Equal("第一行，第二行 Get-Thing第三行。", HelpPageReader.Read(page, Some.Chinese).Synopsis);
    }

    [Theory]
    [InlineData("## Notes", "## Remarks", "the sections are")]
    [InlineData("Gets `things`.", "Gets things.\n\nAnd more.", "must be one paragraph")]
    [InlineData("```powershell runnable", "```text", "must have one ```powershell block")]
    [InlineData("- Type: String[]", "", "has no line '- Type:'")]
    [InlineData("- Default: `a`, or more", "", "has no line '- Default:'")]
    [InlineData("### -Name", "### Name", "with its dash")]
    [InlineData("- [Set-Thing](Set-Thing.md)", "Set-Thing", "is no link")]
    [InlineData("# Get-Thing\n\n##", "Hello\n\n# Get-Thing\n\n##", "stands before the first")]
    public void APageOfAnotherShapeIsRefused_AndSaysWhere(string what, string by, string message)
    {
        string page = Page.ReplaceLineEndings("\n").Replace(what, by, StringComparison.Ordinal);

        Assert.Contains(message, Assert.Throws<PageException>(() => HelpPageReader.Read(page, Some.English)).Message, StringComparison.Ordinal);
    }
}
