using System.Globalization;
using System.Xml.Linq;
using PosBackup.ModuleBuilder.Cmdlets;
using PosBackup.ModuleBuilder.Pages;

namespace PosBackup.ModuleBuilder.Maml;

/// <summary>Writes the help that Get-Help of both PowerShells reads: what pages tell, and what metadata knows.</summary>
internal static class MamlWriter
{
    private static readonly XNamespace Msh = "http://msh";
    private static readonly XNamespace Text = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <param name="cmdlets">All cmdlets.</param>
    /// <param name="pages">A page for each, of one language; checked already.</param>
    /// <param name="language">That language.</param>
    public static XDocument Write(IReadOnlyList<Cmdlet> cmdlets, IReadOnlyList<HelpPage> pages, PageLanguage language) => new(
        new XElement(Msh + "helpItems", new XAttribute("schema", "maml"), cmdlets.Join(pages, cmdlet => cmdlet.Name, page => page.Cmdlet, (cmdlet, page) => Write(cmdlet, page, language), StringComparer.Ordinal)));

    private static XElement Write(Cmdlet cmdlet, HelpPage page, PageLanguage language)
    {
        Dictionary<string, HelpParameter> told = page.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        return new XElement(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Text),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(
                Command + "details",
                new XElement(Command + "name", cmdlet.Name),
                new XElement(Command + "verb", cmdlet.Verb),
                new XElement(Command + "noun", cmdlet.Noun),
                Described(page.Synopsis)),
            Described([.. page.Description]),
            new XElement(Command + "syntax", cmdlet.ParameterSets.Select(set => Syntax(cmdlet, set, told))),
            new XElement(Command + "parameters", cmdlet.Parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal).Select(parameter => Parameter(parameter, Widest(parameter), told[parameter.Name]))),
            new XElement(Command + "inputTypes", page.Inputs.Select(input => new XElement(Command + "inputType", TypeOf(input.Name), Described([.. input.Text])))),
            new XElement(Command + "returnValues", page.Outputs.Select(output => new XElement(Command + "returnValue", TypeOf(output.Name), Described([.. output.Text])))),
            new XElement(Text + "alertSet", new XElement(Text + "alert", Paragraphs(page.Notes))),
            new XElement(Command + "examples", page.Examples.Select((example, index) => Example(example, index + 1, language))),
            new XElement(Command + "relatedLinks", page.Links.Select(link => new XElement(Text + "navigationLink", new XElement(Text + "linkText", link), new XElement(Text + "uri")))));
    }

    /// <summary>Positions first, then what must be given, then the rest in the order of its declaration.</summary>
    private static XElement Syntax(Cmdlet cmdlet, string set, Dictionary<string, HelpParameter> told) => new(
        Command + "syntaxItem",
        new XElement(Text + "name", cmdlet.Name),
        cmdlet.Parameters.Select(parameter => (parameter, use: parameter.In(set)))
            .Where(pair => pair.use is not null)
            .OrderBy(pair => pair.use!.Position ?? int.MaxValue)
            .ThenBy(pair => pair.use!.IsMandatory ? 0 : 1)
            .Select(pair => Parameter(pair.parameter, pair.use!, told[pair.parameter.Name])));

    /// <summary>In the list of parameters one that must be given in all of its sets is required; a pipeline that any set takes is told.</summary>
    private static ParameterUse Widest(CmdletParameter parameter) => new(
        ParameterUse.AllSets,
        parameter.Uses.All(use => use.IsMandatory),
        parameter.Uses.Min(use => use.Position),
        parameter.Uses.Any(use => use.ByValue),
        parameter.Uses.Any(use => use.ByPropertyName));

    private static XElement Parameter(CmdletParameter parameter, ParameterUse use, HelpParameter told) => new(
        Command + "parameter",
        new XAttribute("required", Lower(use.IsMandatory)),
        new XAttribute("variableLength", Lower(parameter.IsList)),
        new XAttribute("globbing", Lower(parameter.TakesWildcards)),
        new XAttribute("pipelineInput", use.PipelineWords),
        new XAttribute("position", use.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(Text + "name", parameter.Name),
        Described([.. told.Text]),
        parameter.Words.Count == 0 ? null : new XElement(Command + "parameterValueGroup", parameter.Words.Select(word => Value(word, isList: false))),
        parameter.IsSwitch ? null : Value(parameter.Type, parameter.IsList),
        TypeOf(parameter.Type),
        new XElement(Dev + "defaultValue", told.Default));

    private static XElement Value(string text, bool isList) =>
        new(Command + "parameterValue", new XAttribute("required", "true"), new XAttribute("variableLength", Lower(isList)), text);

    private static XElement TypeOf(string name) => new(Dev + "type", new XElement(Text + "name", name), new XElement(Text + "uri"));

    /// <summary>An introduction would be printed on the line of the code, as a prompt is: what an example is for comes behind it.</summary>
    private static XElement Example(HelpExample example, int number, PageLanguage language) => new(
        Command + "example",
        new XElement(Text + "title", $"--- {language.Example} {number}: {example.Title} ---"),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", Paragraphs([.. example.Before, .. example.After])));

    private static XElement Described(params string[] text) => new(Text + "description", Paragraphs(text));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> text) => text.Select(paragraph => new XElement(Text + "para", paragraph));

    private static string Lower(bool value) => value ? "true" : "false";
}
