namespace PosBackup.PowerShell.Records;

/// <summary>A user of a database whose login is not on the instance.</summary>
public sealed class OrphanedUser : Record
{
    /// <summary>The user.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>Whether there is a login of that name.</summary>
    public bool HasNamesake { get; internal set; }

    /// <summary>T-SQL that puts it right.</summary>
    public string Fix { get; internal set; } = "";

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Name}");
}
