namespace PosBackup.PowerShell.Json;

/// <summary>The member of the document that a property takes, where the names differ.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class JsonMemberAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>A text that is a word of the engine's, of a set that may grow: shown in PascalCase, as error ids are.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class JsonWordAttribute : Attribute;
