using PosBackup.PowerShell.Formats;
using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>A moment that the policy promises, and that the place can restore afterwards.</summary>
public sealed class RecoveryPoint : Record
{
    /// <summary>The database.</summary>
    public string Database { get; internal set; } = "";

    /// <summary>Identity of the database, across renames.</summary>
    public Guid FamilyGuid { get; internal set; }

    /// <summary>The set at whose end it is.</summary>
    public Guid SetGuid { get; internal set; }

    /// <summary>Its beginning.</summary>
    public DateTimeOffset From { get; internal set; }

    /// <summary>Its end; later than the beginning for a window only.</summary>
    public DateTimeOffset To { get; internal set; }

    /// <summary>A stable word for the rule that promises it.</summary>
    [JsonWord]
    public string Rule { get; internal set; } = "";

    /// <summary>Of which day, week, month or year.</summary>
    public string? Detail { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Database} {Readable.MomentAndOffset(From)} to {Readable.MomentAndOffset(To)}");
}
