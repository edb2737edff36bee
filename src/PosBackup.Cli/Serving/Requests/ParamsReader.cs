using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PosBackup.Cli.Serving.Wire;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>Reads the params of a request strictly. What is wrong is told by the name of its property and never by its value, which may be a secret.</summary>
internal static class ParamsReader
{
    /// <exception cref="RpcException">They cannot be understood.</exception>
    public static T Read<T>(JsonElement? value, JsonTypeInfo<T> type)
    {
        if (value is { ValueKind: not JsonValueKind.Object })
            throw Wrong("'params' must be an object", "put the properties into one object, or leave it out");

        try
        {
            if (value is not { } named)
                return JsonSerializer.Deserialize("{}"u8, type)!;

            T read = named.Deserialize(type)!;
            Blanks.Refuse(named);
            return read;
        }
        catch (JsonException e)
        {
            throw value is { } given && Unknown(given, type, "") is { } unknown ? unknown
                : e is NoValueException not ? Wrong($"{Name(e.Path)} {not.Why}", not.Hint)
                : Wrong($"{Name(e.Path)} is there twice, or has a value of the wrong type or out of its range", "give it once, as the method takes it");
        }
    }

    /// <summary>A property that has to be there.</summary>
    public static T Required<T>(T? value, string name)
        where T : class => value ?? throw Missing(name);

    /// <inheritdoc cref="Required{T}(T, string)"/>
    public static T Required<T>(T? value, string name)
        where T : struct => value ?? throw Missing(name);

    /// <summary>A list that stands for all where it is left out. One that is there and empty does not: whoever narrows to nothing does not mean everything.</summary>
    public static IReadOnlyList<T>? NotEmpty<T>(IReadOnlyList<T>? value, string name) =>
        value is { Count: 0 } ? throw Wrong($"'{name}' is empty", $"name what is meant, or leave '{name}' out") : value;

    /// <summary>Something is wrong with the params.</summary>
    /// <param name="message">What, by the names of properties.</param>
    /// <param name="hint">What to do about it: who is refused is told how not to be.</param>
    public static RpcException Wrong(string message, string hint) => new(RpcError.InvalidParams(message, hint));

    private static RpcException Missing(string name) => Wrong($"'{name}' is missing", "give it: there is no default");

    /// <summary>The first property, in depth, that the type does not have; null when there is none.</summary>
    private static RpcException? Unknown(JsonElement value, JsonTypeInfo type, string path)
    {
        if (value.ValueKind == JsonValueKind.Array && type.Kind == JsonTypeInfoKind.Enumerable)
        {
            JsonTypeInfo element = type.Options.GetTypeInfo(type.ElementType!);
            return value.EnumerateArray().Select((one, i) => Unknown(one, element, $"{path}[{i}]")).FirstOrDefault(found => found is not null);
        }

        if (value.ValueKind != JsonValueKind.Object || type.Kind != JsonTypeInfoKind.Object)
            return null;

        foreach (JsonProperty property in value.EnumerateObject())
        {
            string name = WireText.NameOf(property);
            string inner = path.Length == 0 ? name : $"{path}.{name}";
            if (type.Properties.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.Ordinal)) is not { } declared)
                return Wrong($"there is no property {WireText.Name(inner)} in these params", $"there are {string.Join(", ", type.Properties.Select(known => known.Name))}");
            if (Unknown(property.Value, type.Options.GetTypeInfo(declared.PropertyType), inner) is { } unknown)
                return unknown;
        }

        return null;
    }

    private static string Name(string? path) => path is ['$', '.', .. var name] ? WireText.Name(name) : "a property";
}
