using System.Globalization;
using System.Reflection;

namespace PosBackup.PowerShell.Tests.Support;

/// <summary>What PowerShell reads of a cmdlet.</summary>
internal sealed class CmdletShape(Type type)
{
    private readonly CustomAttributeData _cmdlet = AttributeOf(type, "CmdletAttribute")!;

    public Type Type => type;

    public string Verb => (string)_cmdlet.ConstructorArguments[0].Value!;

    public string Noun => (string)_cmdlet.ConstructorArguments[1].Value!;

    public string Name => $"{Verb}-{Noun}";

    public bool SupportsShouldProcess => Named(_cmdlet, "SupportsShouldProcess") is true;

    public string ConfirmImpact => Named(_cmdlet, "ConfirmImpact") is int impact ? impact switch { 0 => "None", 1 => "Low", 2 => "Medium", _ => "High" } : "Medium";

    public string? DefaultParameterSet => Named(_cmdlet, "DefaultParameterSetName") as string;

    public IReadOnlyList<string> OutputTypes =>
        [.. AttributesOf(type, "OutputTypeAttribute").SelectMany(output => output.ConstructorArguments).SelectMany(Values).OfType<Type>().Select(output => output.FullName!)];

    public IReadOnlyList<ParameterShape> Parameters =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => AttributesOf(property, "ParameterAttribute").Any()).Select(property => new ParameterShape(property)).OrderBy(parameter => parameter.Name, StringComparer.Ordinal)];

    public static CustomAttributeData? AttributeOf(MemberInfo member, string name) => AttributesOf(member, name).FirstOrDefault();

    public static IEnumerable<CustomAttributeData> AttributesOf(MemberInfo member, string name) => member.GetCustomAttributesData().Where(attribute => attribute.AttributeType.Name == name);

    public static object? Named(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.Where(argument => argument.MemberName == name).Select(argument => argument.TypedValue.Value).FirstOrDefault();

    public static IEnumerable<object?> Values(CustomAttributeTypedArgument argument) =>
        argument.Value is IReadOnlyCollection<CustomAttributeTypedArgument> many ? many.SelectMany(Values) : [argument.Value];

    /// <summary>A text that shows every change of the interface.</summary>
    public override string ToString()
    {
        string head = $"{Name}  default set {DefaultParameterSet ?? "-"}, should process {(SupportsShouldProcess ? ConfirmImpact : "no")}, output {string.Join(", ", OutputTypes.Select(output => output.Split('.')[^1]))}";
        return string.Join('\n', [head, .. Parameters.Select(parameter => $"    {parameter}")]);
    }
}

/// <summary>What PowerShell reads of a parameter.</summary>
internal sealed class ParameterShape(PropertyInfo property)
{
    public string Name => property.Name;

    public PropertyInfo Property => property;

    public IReadOnlyList<string> Aliases =>
        [.. CmdletShape.AttributesOf(property, "AliasAttribute").SelectMany(alias => alias.ConstructorArguments).SelectMany(CmdletShape.Values).OfType<string>()];

    public IReadOnlyList<SetShape> Sets => [.. CmdletShape.AttributesOf(property, "ParameterAttribute").Select(parameter => new SetShape(parameter))];

    public bool Has(string attribute) => CmdletShape.AttributesOf(property, attribute).Any();

    public override string ToString()
    {
        string aliases = Aliases.Count > 0 ? $" ({string.Join(", ", Aliases)})" : "";
        string marks = string.Concat(new[] { "SupportsWildcards", "ArgumentCompleter", "SpanTransformation", "RestoreTimeTransformation" }.Where(mark => Has($"{mark}Attribute")).Select(mark => $" [{mark}]"));
        return $"-{Name}{aliases} <{TypeName(property.PropertyType)}>{marks}{string.Concat(Sets.Select(set => $" {set}"))}";
    }

    private static string TypeName(Type type) => type switch
    {
        { IsArray: true } => $"{TypeName(type.GetElementType()!)}[]",
        { IsGenericType: true } => $"{TypeName(type.GetGenericArguments()[0])}?",
        _ => type.Name,
    };
}

/// <summary>A parameter in one of its sets.</summary>
internal sealed class SetShape(CustomAttributeData parameter)
{
    public string Set => CmdletShape.Named(parameter, "ParameterSetName") as string ?? "all";

    public bool IsMandatory => CmdletShape.Named(parameter, "Mandatory") is true;

    public int? Position => CmdletShape.Named(parameter, "Position") as int?;

    public bool TakesValue => CmdletShape.Named(parameter, "ValueFromPipeline") is true;

    public bool TakesProperty => CmdletShape.Named(parameter, "ValueFromPipelineByPropertyName") is true;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{{{Set}{(IsMandatory ? " mandatory" : "")}{(Position is { } position ? string.Create(CultureInfo.InvariantCulture, $" {position}") : "")}{(TakesValue ? " value" : "")}{(TakesProperty ? " property" : "")}}}");
}
