namespace PosBackup.PowerShell.Records;

/// <summary>Where a file of the database goes.</summary>
public sealed class RestoredFile : Record
{
    /// <summary>Name in the database.</summary>
    public string LogicalName { get; internal set; } = "";

    /// <summary>Pages or log.</summary>
    public DatabaseFileType Type { get; internal set; }

    /// <summary>Where it was.</summary>
    public string From { get; internal set; } = "";

    /// <summary>Where it goes.</summary>
    public string To { get; internal set; } = "";

    /// <summary>Bytes that it needs.</summary>
    public long Bytes { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{To}");
}
