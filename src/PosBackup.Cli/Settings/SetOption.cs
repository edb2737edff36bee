using System.CommandLine;
using System.CommandLine.Parsing;
using PosBackup.Cli.Commands;

namespace PosBackup.Cli.Settings;

/// <summary>Backup sets on the command line, by their GUIDs.</summary>
internal static class SetOption
{
    /// <summary>One set.</summary>
    public static Option<Guid?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "guid",
        CustomParser = result => Parse(result, result.Tokens[0]),
    };

    /// <summary>Any number of sets.</summary>
    public static Option<Guid[]> Several(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "set",
        CustomParser = result => [.. result.Tokens.Select(token => Parse(result, token)).OfType<Guid>()],
    };

    private static Guid? Parse(ArgumentResult result, Token token)
    {
        if (KnownSets.Parse(token.Value) is { } set)
            return set;

        result.AddError($"'{token.Value}' is no set: name it by its GUID, which 'posbackup inspect' and 'posbackup list --json' tell");
        return null;
    }
}
