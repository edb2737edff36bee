using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PosBackup.ModuleBuilder.Cmdlets;
using PosBackup.ModuleBuilder.Tests.Support;

namespace PosBackup.ModuleBuilder.Tests;

/// <summary>What the format and types files name is there: PowerShell itself says nothing of a property that is not.</summary>
public sealed partial class FormatTests : IDisposable
{
    private const string Records = "PosBackup.PowerShell.Records.";

    private static readonly XDocument Formats = XDocument.Load(Path.Combine(Repository.Module, "PosBackup.Format.ps1xml"));
    private static readonly XDocument Types = XDocument.Load(Path.Combine(Repository.Module, "PosBackup.Types.ps1xml"));

    private readonly MetadataLoadContext _context = new(new PathAssemblyResolver(
        [Repository.Assembly, Path.Combine(AppContext.BaseDirectory, "System.Management.Automation.dll"), .. Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll")]));

    private readonly Assembly _assembly;

    public FormatTests() => _assembly = _context.LoadFromAssemblyPath(Repository.Assembly);

    public void Dispose() => _context.Dispose();

    [Fact]
    public void EveryRecordThatACmdletWritesHasATableAndAList() => Assert.All(CmdletReader.Read(Repository.Assembly).SelectMany(cmdlet => cmdlet.Outputs).Distinct(StringComparer.Ordinal), output =>
    {
        string[] controls = [.. Views(output).SelectMany(view => view.Elements()).Select(element => element.Name.LocalName).Where(name => name.EndsWith("Control", StringComparison.Ordinal))];
        Assert.Equal(["TableControl", "ListControl"], controls);
    });

    [Fact]
    public void AListShowsEveryProperty() => Assert.All(Formats.Descendants("View").Where(view => view.Element("ListControl") is not null), view => Assert.Equal(
        Properties(TypeOf(view)).Order(StringComparer.Ordinal),
        view.Descendants("ListItem").Select(item => item.Element("Label")?.Value ?? item.Element("PropertyName")!.Value).Order(StringComparer.Ordinal)));

    [Fact]
    public void EveryPropertyThatAViewNamesIsThere() => Assert.All(Formats.Descendants("View"), view =>
    {
        string[] known = Properties(TypeOf(view));
        IEnumerable<string> named = view.Descendants("PropertyName").Select(property => property.Value)
            .Concat(view.Descendants("ScriptBlock").SelectMany(script => OfItem().Matches(OfInnerItems().Replace(script.Value, "")).Select(match => match.Groups["name"].Value)));
        Assert.All(named, name => Assert.True(known.Contains(name, StringComparer.Ordinal), $"{TypeOf(view).Name} has no {name}"));
    });

    [Fact]
    public void EveryMethodThatAViewCallsIsThere()
    {
        string[] methods = [.. new[] { "Readable", "PlanText" }.SelectMany(type => _assembly.GetType($"PosBackup.PowerShell.Formats.{type}", throwOnError: true)!.GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => $"{type}.{method.Name}"))];

        Assert.All(Formats.Descendants("ScriptBlock").SelectMany(script => OfFormats().Matches(script.Value)).Select(match => $"{match.Groups["type"].Value}.{match.Groups["name"].Value}"), method => Assert.Contains(method, methods));
    }

    /// <summary>In the culture of the session a list told other days than the table did.</summary>
    [Fact]
    public void AListShowsMomentsAsATableDoes() => Assert.All(Formats.Descendants("View").SelectMany(view => view.Descendants("ListItem").Select(item => (Type: TypeOf(view), Name: item.Element("PropertyName")?.Value))), item =>
        Assert.False(item.Name is not null && IsMoment(item.Type.GetProperty(item.Name)!.PropertyType), $"{item.Type.Name}.{item.Name} is shown by the culture of the session"));

    [Fact]
    public void ATableHasAHeaderForEachColumn_AndLeavesTheRestOfTheLineToTheLast() => Assert.All(Formats.Descendants("TableControl"), table =>
    {
        XElement[] headers = [.. table.Descendants("TableColumnHeader")];
        Assert.Equal(headers.Length, table.Descendants("TableColumnItem").Count());
        Assert.All(headers.SkipLast(1), header => Assert.NotNull(header.Element("Width")));
        Assert.Null(headers[^1].Element("Width"));
    });

    /// <summary>PowerShell drops a column that has no room: the last is the file, or what happened.</summary>
    [Fact]
    public void ATableHasRoomForItsLastColumnInAnOldConsole() => Assert.All(Formats.Descendants("TableControl"), table =>
        Assert.InRange(table.Descendants("Width").Sum(width => int.Parse(width.Value, CultureInfo.InvariantCulture) + 1), 1, 74));

    [Fact]
    public void EveryPropertyThatATypeNamesIsThere_AndNoAliasHidesOne() => Assert.All(Types.Descendants("Type"), type =>
    {
        string[] known = Properties(_assembly.GetType(type.Element("Name")!.Value, throwOnError: true)!);
        Assert.All(type.Descendants("ReferencedMemberName").Concat(type.Descendants("ReferencedProperties").Elements()), name => Assert.Contains(name.Value, known));
        Assert.All(type.Descendants("AliasProperty"), alias => Assert.DoesNotContain(alias.Element("Name")!.Value, known));
    });

    /// <summary>Without its depth a record arrives as a text in all that is below its first level; an enumeration arrives as a number, and no number equals its name.</summary>
    [Fact]
    public void EveryRecordArrivesWholeInAnotherProcess() => Assert.All(_assembly.GetTypes().Where(type => type.Namespace + "." == Records && type.IsPublic), type =>
    {
        string ofAll = $"{Records}Record";
        Assert.True(type.IsEnum || type.FullName == ofAll || Bases(type).Contains(ofAll), "what is no record crosses as a text");
        Assert.Equal(type.IsEnum ? ["SerializationMethod String"] : type.FullName == ofAll ? ["SerializationDepth 2"] : [], Serialization(type.FullName!));
    });

    private static IEnumerable<string> Serialization(string type) => Types.Descendants("Type").Where(entry => entry.Element("Name")!.Value == type).Descendants("NoteProperty")
        .Where(note => note.Element("Name")!.Value.StartsWith("Serialization", StringComparison.Ordinal)).Select(note => $"{note.Element("Name")!.Value} {note.Element("Value")!.Value}");

    private static IEnumerable<string?> Bases(Type type)
    {
        for (Type? of = type.BaseType; of is not null; of = of.BaseType)
            yield return of.FullName;
    }

    private static IEnumerable<XElement> Views(string type) => Formats.Descendants("View").Where(view => view.Descendants("TypeName").Any(name => string.Equals(name.Value, type, StringComparison.Ordinal)));

    private Type TypeOf(XElement view)
    {
        string name = view.Descendants("TypeName").Single().Value.Split('#')[0]; // What follows tells records of one type apart.
        Assert.StartsWith(Records, name, StringComparison.Ordinal);
        return _assembly.GetType(name, throwOnError: true)!;
    }

    private static bool IsMoment(Type type) => type.FullName!.Contains("System.DateTimeOffset", StringComparison.Ordinal);

    private static string[] Properties(Type type) => [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name)];

    /// <summary>$_.Name of the record itself.</summary>
    [GeneratedRegex(@"\$_\.(?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OfItem();

    /// <summary>Where-Object { $_.X }: of what is in a list of the record.</summary>
    [GeneratedRegex(@"(?:Where|ForEach)-Object \{[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OfInnerItems();

    [GeneratedRegex(@"Formats\.(?<type>\w+)\]::(?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OfFormats();
}
