using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>What a probe found out about a target.</summary>
public sealed class TargetProbe : Record
{
    /// <summary>The target.</summary>
    public string Target { get; internal set; } = "";

    /// <summary>Whether all that is needed works.</summary>
    public bool Passed { get; internal set; }

    /// <summary>What the server says that it is.</summary>
    public string? Product { get; internal set; }

    /// <summary>What the target can do.</summary>
    [JsonWord]
    public IReadOnlyList<string> Features { get; internal set; } = [];

    /// <summary>Bytes that are free there.</summary>
    public long? FreeBytes { get; internal set; }

    /// <summary>Which of the drives that take turns was there.</summary>
    public string? Medium { get; internal set; }

    /// <summary>What else was found out.</summary>
    public IReadOnlyList<string> Details { get; internal set; } = [];

    /// <summary>How far its clock is ahead of this machine's.</summary>
    public TimeSpan? ClockSkew { get; internal set; }

    /// <summary>What was tried.</summary>
    public IReadOnlyList<ProbeStep> Steps { get; internal set; } = [];

    /// <summary>What could not be removed again.</summary>
    public IReadOnlyList<string> Left { get; internal set; } = [];

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Target}: passed {Passed}");
}
