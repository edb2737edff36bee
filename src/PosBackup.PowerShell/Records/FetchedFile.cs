using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>What became of one media file that was to be fetched from a target.</summary>
public sealed class FetchedFile : Record
{
    /// <summary>Where it is here.</summary>
    public string File { get; internal set; } = "";

    /// <summary>The target that it came from, or was last tried at; null when it was here already.</summary>
    public string? Target { get; internal set; }

    /// <summary>Its path at the target.</summary>
    [JsonMember("path")]
    public string TargetPath { get; internal set; } = "";

    /// <summary>Its bytes.</summary>
    public long Length { get; internal set; }

    /// <summary>SHA-256 of its content, by which it is proven; null where no manifest tells one.</summary>
    public string? Sha256 { get; internal set; }

    /// <summary>What became of it.</summary>
    public SyncOutcome Outcome { get; internal set; }

    /// <summary>None, or a stable code of what went wrong.</summary>
    [JsonWord]
    public string Code { get; internal set; } = "";

    /// <summary>What happened.</summary>
    public string? Message { get; internal set; }

    /// <summary>What to do about it.</summary>
    public string? Hint { get; internal set; }

    /// <summary>Whether it was here already, with this content, and nothing was fetched.</summary>
    public bool WasHere { get; internal set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; internal set; }

    /// <summary>Bytes that were here already from an earlier try.</summary>
    public long ResumedAt { get; internal set; }

    /// <summary>Bytes that came.</summary>
    public long BytesReceived { get; internal set; }

    /// <summary>Bytes that were read once more to prove that a part is what it should be.</summary>
    public long BytesCompared { get; internal set; }

    /// <summary>How long it took.</summary>
    [JsonMember("seconds")]
    public TimeSpan Duration { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{File}: {Outcome}");
}
