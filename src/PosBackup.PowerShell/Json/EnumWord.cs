namespace PosBackup.PowerShell.Json;

/// <summary>Words of enumerations: in JSON the member's name in camelCase; <c>not checked</c>, <c>L1</c> and <c>MTF</c>, which the engine writes otherwise, read as the member that they name.</summary>
internal static class EnumWord
{
    public static string Of(Enum value) => Camel(value.ToString());

    /// <summary>A word in PascalCase: that of a code, as <c>$Error[0].FullyQualifiedErrorId</c> and properties show it.</summary>
    public static string Pascal(string word)
    {
        string joined = string.Concat(word.Split(' ').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part.Substring(1)));
        return joined;
    }

    /// <exception cref="FormatException">The enumeration has no such member.</exception>
    public static object Read(Type type, string word)
    {
        string name = Pascal(word);
        return Array.Find(Enum.GetNames(type), member => string.Equals(member, name, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Enum.Parse(type, found)
            : throw new FormatException($"'{word}' is no {type.Name}: engine and module are of different versions");
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
