namespace PosBackup.PowerShell.Records;

/// <summary>The moment that was asked for.</summary>
public sealed class RestoreMoment : Record
{
    /// <summary>How it is named.</summary>
    public RestoreMomentKind Kind { get; internal set; }

    /// <summary>The time, as it was asked for.</summary>
    public string? Time { get; internal set; }

    /// <summary>Whether that is the wall clock of the instance that took the backups.</summary>
    public bool? IsLocal { get; internal set; }

    /// <summary>The set.</summary>
    public Guid? SetGuid { get; internal set; }

    /// <summary>The place in the log.</summary>
    public string? Lsn { get; internal set; }

    /// <summary>The marked transaction.</summary>
    public string? Mark { get; internal set; }

    /// <summary>The first of that name at this time or later.</summary>
    public string? After { get; internal set; }

    /// <summary>Whether without what is there.</summary>
    public bool IsBefore { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Kind} {Time}{SetGuid}{Lsn}{Mark}").TrimEnd();
}
