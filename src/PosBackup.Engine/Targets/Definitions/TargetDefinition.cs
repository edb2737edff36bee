using System.Text.Json;
using PosBackup.Engine.Targets.Definitions.Rules;

namespace PosBackup.Engine.Targets.Definitions;

/// <summary>A target as the file of targets defines it.</summary>
public abstract record TargetDefinition
{
    /// <summary>Name: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, at most 64, the first a letter or digit. Unique without regard to case, and not <c>here</c>, which is this machine.</summary>
    public required string Name { get; init; }

    /// <summary>Limits of speed; null for none.</summary>
    public ThrottleDefinition? Throttle { get; init; }

    /// <summary>How copies are proven.</summary>
    public VerificationDefinition Verification { get; init; } = new();

    /// <summary>Whether this account may only add here: nothing is removed or replaced by it, somebody else does. False.</summary>
    public bool AppendOnly { get; init; }

    /// <summary>Whether its clock tells nothing, as it is wrong and nobody here can set it: it is not asked before anything is expired. False.</summary>
    public bool IgnoreClock { get; init; }

    /// <summary>The word for the kind of target in the file: <c>folder</c>, <c>sftp</c>, <c>ftp</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Connections that a large file is sent by.</summary>
    public virtual int ConnectionsForAFile => 1;

    /// <summary>Where it leads, for a person; without secrets.</summary>
    public abstract string Address { get; }

    /// <summary>Names of the media on each of which a copy can lie: of drives that take turns, or one empty name where there is only one medium.</summary>
    public virtual IReadOnlyList<string> Media => [""];

    /// <summary>Reads a definition, written as one in the file of targets.</summary>
    /// <exception cref="PosBackupException"><see cref="ErrorCode.TargetFileInvalid"/>, with all that is wrong, each by its property; no value is repeated.</exception>
    public static TargetDefinition Read(JsonElement definition) => TargetReader.ReadOne(definition);

    /// <summary>Names, ranges, and what excludes or needs one another; whether the target is there is another matter.</summary>
    /// <exception cref="PosBackupException"><see cref="ErrorCode.InvalidOption"/>, with all that is wrong, each by its property; no value is repeated.</exception>
    public void Validate()
    {
        DefinitionMistake[] wrong = [.. TargetRules.Of(this)];
        if (wrong.Length > 0)
            throw new PosBackupException(ErrorCode.InvalidOption, string.Join("; ", wrong.Select(mistake => $"'{mistake.Property}' {mistake.What}")), "correct what is named");
    }
}
