namespace PosBackup.PowerShell.Records;

/// <summary>A statement of a restore.</summary>
public sealed class RestoreStep : Record
{
    /// <summary>Its number, from 1.</summary>
    public int Number { get; internal set; }

    /// <summary>What it does.</summary>
    public RestoreStepKind Kind { get; internal set; }

    /// <summary>Why it is there.</summary>
    public string Reason { get; internal set; } = "";

    /// <summary>The statement.</summary>
    public string Sql { get; internal set; } = "";

    /// <summary>Position of the set in its file.</summary>
    public int? Position { get; internal set; }

    /// <summary>The files that it reads or writes.</summary>
    public IReadOnlyList<SetFile> Files { get; internal set; } = [];

    /// <summary>The set that it restores.</summary>
    public BackupSet? Set { get; internal set; }

    /// <summary>Bytes that it reads.</summary>
    public long Bytes { get; internal set; }

    /// <summary>How long it will take.</summary>
    public TimeSpan Estimate { get; internal set; }

    /// <summary>Whether the moment may be reached in it already; the rest is left out then.</summary>
    public bool MayFinish { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Number}. {Kind}");
}
