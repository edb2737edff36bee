namespace PosBackup.Engine.Secrets;

/// <summary>Where a secret is, never the secret: <c>env:NAME</c>, <c>file:PATH</c> or <c>prompt</c>.</summary>
public sealed record SecretReference
{
    private const string EnvironmentPrefix = "env:";
    private const string FilePrefix = "file:";
    private const string PromptText = "prompt";

    private SecretReference(SecretPlace place, string name) => (Place, Name) = (place, name);

    /// <summary>What a message says about a text that is no reference. Such a text may be the secret itself: never repeat it.</summary>
    public static string Form => "write env:NAME for a variable of the environment, file:PATH for the first line of a file, or prompt";

    /// <summary>A person at a terminal.</summary>
    public static SecretReference Prompt { get; } = new(SecretPlace.Prompt, "");

    /// <summary>Kind of place.</summary>
    public SecretPlace Place { get; }

    /// <summary>Name of the variable, or path of the file; empty for a prompt.</summary>
    public string Name { get; }

    /// <summary>Reads a reference; false when the text is none.</summary>
    public static bool TryParse(string? text, out SecretReference? reference)
    {
        reference = text switch
        {
            PromptText => Prompt,
            not null when text.StartsWith(EnvironmentPrefix, StringComparison.Ordinal) && IsVariable(text[EnvironmentPrefix.Length..]) => new SecretReference(SecretPlace.Environment, text[EnvironmentPrefix.Length..]),
            not null when text.StartsWith(FilePrefix, StringComparison.Ordinal) && IsFile(text[FilePrefix.Length..]) => new SecretReference(SecretPlace.File, text[FilePrefix.Length..]),
            _ => null,
        };
        return reference is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Place switch
    {
        SecretPlace.Environment => EnvironmentPrefix + Name,
        SecretPlace.File => FilePrefix + Name,
        _ => PromptText,
    };

    private static bool IsVariable(string name) => name.Length > 0 && !name.Any(c => c is '=' || char.IsControl(c) || char.IsWhiteSpace(c));

    private static bool IsFile(string path) => path.Length > 0 && !path.Any(char.IsControl);
}

/// <summary>Kinds of places for secrets.</summary>
public enum SecretPlace
{
    /// <summary>A variable of the environment.</summary>
    Environment,

    /// <summary>The first line of a file.</summary>
    File,

    /// <summary>A person at a terminal.</summary>
    Prompt,
}
