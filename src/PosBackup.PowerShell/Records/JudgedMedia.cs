using PosBackup.PowerShell.Formats;
using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>Files of one media set in one place, and what is to become of them.</summary>
public sealed class JudgedMedia : Record
{
    /// <summary>The place, as a person names it.</summary>
    public string Place { get; internal set; } = "";

    /// <summary>The target; empty for this machine.</summary>
    public string Target { get; internal set; } = "";

    /// <summary>Which of the drives that take turns; empty where none do.</summary>
    public string Medium { get; internal set; } = "";

    /// <summary>Identity of the media set.</summary>
    public Guid MediaSetId { get; internal set; }

    /// <summary>Its files there.</summary>
    public IReadOnlyList<string> Files { get; internal set; } = [];

    /// <summary>Their bytes.</summary>
    public long Bytes { get; internal set; }

    /// <summary>What their last verification said.</summary>
    public Verdict? Verdict { get; internal set; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? ProvenAt { get; internal set; }

    /// <summary>Whether it is to go.</summary>
    [JsonMember("removed")]
    public bool IsRemoved { get; internal set; }

    /// <summary>What became of it; null in a plan, and of what stays.</summary>
    public RemovalOutcome? Outcome { get; internal set; }

    /// <summary>A stable code of what went wrong.</summary>
    [JsonWord]
    public string? Code { get; internal set; }

    /// <summary>What happened.</summary>
    public string? Message { get; internal set; }

    /// <summary>What to do about it.</summary>
    public string? Hint { get; internal set; }

    /// <summary>The sets in it.</summary>
    public IReadOnlyList<JudgedSet> Sets { get; internal set; } = [];

    /// <inheritdoc />
    public override string ToString() => $"{Readable.Counted(Sets.Count, "set")} {(Target.Length == 0 ? Place : $"in {Place}")}";
}
