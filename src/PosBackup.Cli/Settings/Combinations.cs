using System.CommandLine;
using System.CommandLine.Parsing;
using PosBackup.Engine;

namespace PosBackup.Cli.Settings;

/// <summary>Options that say nothing, or contradict, beside another. They are refused by name: what is taken silently is believed to work.</summary>
internal static class Combinations
{
    /// <summary>Two options that do not go together.</summary>
    public static void Excludes(this Command command, Option one, Option other, string? why = null) => command.Validators.Add(result =>
    {
        if (IsGiven(result, one) && IsGiven(result, other))
            result.AddError($"{one.Name} and {other.Name} exclude each other{(why is null ? "" : ": " + why)}");
    });

    /// <summary>An option that means something only beside another.</summary>
    public static void Needs(this Command command, Option dependent, Option other) => command.Validators.Add(result =>
    {
        if (IsGiven(result, dependent) && !IsGiven(result, other))
            result.AddError($"{dependent.Name} is for {other.Name}, which is not given");
    });

    /// <summary>For what only values tell.</summary>
    public static PosBackupException Contradiction(string message) => new(ErrorCode.InvalidOption, message, "leave one of them out");

    /// <summary>By its words alone: a value that cannot be understood is complained of elsewhere.</summary>
    private static bool IsGiven(CommandResult result, Option option) =>
        result.GetResult(option) is { Implicit: false } given && !(option is Option<bool> && given.Tokens is [{ Value: var value }] && string.Equals(value, "false", StringComparison.OrdinalIgnoreCase));
}
