using PosBackup.ModuleBuilder.Cmdlets;
using PosBackup.ModuleBuilder.Pages;

namespace PosBackup.ModuleBuilder.Tests.Support;

/// <summary>A made-up cmdlet, and a page that tells it rightly.</summary>
internal static class Some
{
    public static PageLanguage English { get; } = PageLanguage.All.Single(language => language.Culture is "en-US");

    public static PageLanguage Chinese { get; } = PageLanguage.All.Single(language => language.Culture is "zh-CN");

    public static Cmdlet Cmdlet(params CmdletParameter[] parameters) => new("Get", "Thing", DefaultParameterSet: null, ["Some.Thing"], parameters.Length > 0 ? parameters : [Name]);

    public static CmdletParameter Name { get; } = Parameter("Name", "String[]") with { Uses = [new(ParameterUse.AllSets, IsMandatory: true, Position: 0, ByValue: true)], TakesWildcards = true, Aliases = ["Thing"] };

    public static CmdletParameter Parameter(string name, string type, string? @default = null) =>
        new() { Name = name, Type = type, DeclaredBy = "Some.Command", Uses = [new(ParameterUse.AllSets)], Default = @default };

    public static HelpPage Page(params HelpParameter[] parameters) => new()
    {
        Cmdlet = "Get-Thing",
        Synopsis = "Gets things.",
        Description = ["It gets things.", "It does not make any."],
        Examples = [.. Enumerable.Range(1, 3).Select(number => new HelpExample($"Example {number}", ["What for."], "Get-Thing", IsRunnable: false, []))],
        Parameters = parameters.Length > 0 ? parameters : [Told("Name", "String[]", "none")],
        Inputs = [],
        Outputs = [new("Some.Thing", ["A thing."])],
        Notes = [],
        Links = ["about_PosBackup"],
    };

    public static HelpParameter Told(string name, string type, string @default, string text = "What it is.") => new(name, [text], type, @default);
}
