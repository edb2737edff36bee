namespace PosBackup.PowerShell.Records;

/// <summary>A message of the instance.</summary>
public sealed class ServerMessage : Record
{
    /// <summary>Its number.</summary>
    public int Number { get; internal set; }

    /// <summary>How bad it is, as SQL Server counts.</summary>
    public int Severity { get; internal set; }

    /// <summary>Where it comes from, as SQL Server counts.</summary>
    public int State { get; internal set; }

    /// <summary>What it says.</summary>
    public string Text { get; internal set; } = "";

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Number}: {Text}");
}
