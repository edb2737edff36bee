using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PosBackup.Cli.Json;

/// <summary>The name of an enum member in JSON: the one it states itself, else its own in camelCase.</summary>
internal static class EnumName
{
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        string name = value.ToString();
        return typeof(T).GetField(name)?.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(name);
    }
}
