using System.Reflection;
using System.Xml.Linq;

namespace PosBackup.ModuleBuilder.Cmdlets;

/// <summary>Reads the cmdlets of an assembly from its metadata; none of its code runs.</summary>
internal static class CmdletReader
{
    private const string Automation = "System.Management.Automation";

    /// <param name="assembly">The assembly; its doc comments lie beside it.</param>
    public static IReadOnlyList<Cmdlet> Read(string assembly)
    {
        using var context = new MetadataLoadContext(new PathAssemblyResolver(Known(assembly)));
        var comments = new DocComments(XDocument.Load(Path.ChangeExtension(assembly, ".xml")));
        return [.. context.LoadFromAssemblyPath(assembly).GetExportedTypes()
            .Where(type => !type.IsAbstract && Attribute(type, "CmdletAttribute") is not null)
            .Select(type => Read(type, comments))
            .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];
    }

    /// <summary>The assembly first: what lies in the folder of this tool may be an older build of it.</summary>
    private static IEnumerable<string> Known(string assembly) =>
        Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll")
            .Append(Path.Combine(AppContext.BaseDirectory, Automation + ".dll"))
            .Prepend(assembly)
            .DistinctBy(Path.GetFileName, StringComparer.OrdinalIgnoreCase);

    private static Cmdlet Read(Type type, DocComments comments)
    {
        CustomAttributeData cmdlet = Attribute(type, "CmdletAttribute")!;
        IEnumerable<CmdletParameter> parameters = BasesFirst(type)
            .SelectMany(each => each.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(property => Attributes(property, "ParameterAttribute").Any())
            .Select(property => Read(property, comments));
        return new Cmdlet(
            (string)cmdlet.ConstructorArguments[0].Value!,
            (string)cmdlet.ConstructorArguments[1].Value!,
            Named<string>(cmdlet, "DefaultParameterSetName"),
            [.. Attributes(type, "OutputTypeAttribute").SelectMany(output => Values(output.ConstructorArguments[0])).Select(OutputName)],
            [.. parameters, .. Named<bool>(cmdlet, "SupportsShouldProcess") ? OfShouldProcess : []]);
    }

    private static IEnumerable<Type> BasesFirst(Type type) => type.BaseType is { } parent ? BasesFirst(parent).Append(type) : [type];

    private static CmdletParameter Read(PropertyInfo property, DocComments comments) => new()
    {
        Name = property.Name,
        Type = NameOf(property.PropertyType),
        DeclaredBy = property.DeclaringType!.FullName!,
        Uses = [.. Attributes(property, "ParameterAttribute").Select(Use)],
        Aliases = [.. Attributes(property, "AliasAttribute").SelectMany(alias => Values(alias.ConstructorArguments[0])).OfType<string>()],
        Words = WordsOf(property),
        TakesWildcards = Attribute(property, "SupportsWildcardsAttribute") is not null,
        Default = comments.DefaultOf(property.DeclaringType!.FullName!, property.Name),
    };

    private static ParameterUse Use(CustomAttributeData parameter) => new(
        Named<string>(parameter, "ParameterSetName") ?? ParameterUse.AllSets,
        Named<bool>(parameter, "Mandatory"),
        parameter.NamedArguments.Any(argument => argument.MemberName is "Position") ? Named<int>(parameter, "Position") : null,
        Named<bool>(parameter, "ValueFromPipeline"),
        Named<bool>(parameter, "ValueFromPipelineByPropertyName"));

    /// <summary>A ValidateSet, else the names of an enum.</summary>
    private static IReadOnlyList<string> WordsOf(PropertyInfo property)
    {
        if (Attribute(property, "ValidateSetAttribute") is { } set)
            return [.. Values(set.ConstructorArguments[0]).OfType<string>()];

        Type type = Inner(property.PropertyType);
        return type.IsEnum ? [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.Name)] : [];
    }

    private static Type Inner(Type type) =>
        type.IsArray ? Inner(type.GetElementType()!) : type.IsGenericType && type.Name is "Nullable`1" ? type.GetGenericArguments()[0] : type;

    private static string NameOf(Type type) => type.IsArray ? NameOf(type.GetElementType()!) + "[]" : Inner(type).Name;

    private static string OutputName(object? output) => output is Type type ? type.FullName! : (string)output!;

    private static IEnumerable<object?> Values(CustomAttributeTypedArgument argument) =>
        argument.Value is IReadOnlyCollection<CustomAttributeTypedArgument> list ? list.SelectMany(Values) : [argument.Value];

    private static T? Named<T>(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => string.Equals(argument.MemberName, name, StringComparison.Ordinal)).TypedValue.Value is T value ? value : default;

    private static CustomAttributeData? Attribute(MemberInfo member, string name) => Attributes(member, name).FirstOrDefault();

    private static IEnumerable<CustomAttributeData> Attributes(MemberInfo member, string name) =>
        member.GetCustomAttributesData().Where(attribute => string.Equals(attribute.AttributeType.Name, name, StringComparison.Ordinal) && attribute.AttributeType.Namespace is Automation);

    /// <summary>What PowerShell adds to a cmdlet with SupportsShouldProcess.</summary>
    private static readonly CmdletParameter[] OfShouldProcess =
    [
        new() { Name = "WhatIf", Type = "SwitchParameter", DeclaredBy = Automation, Uses = [new(ParameterUse.AllSets)], Aliases = ["wi"] },
        new() { Name = "Confirm", Type = "SwitchParameter", DeclaredBy = Automation, Uses = [new(ParameterUse.AllSets)], Aliases = ["cf"] },
    ];
}
