using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>What became of one media file at one target.</summary>
public sealed class CopyResult : Record
{
    /// <summary>The target.</summary>
    public string Target { get; internal set; } = "";

    /// <summary>The file here.</summary>
    public string File { get; internal set; } = "";

    /// <summary>Its path at the target.</summary>
    [JsonMember("path")]
    public string TargetPath { get; internal set; } = "";

    /// <summary>What was to be done.</summary>
    public SyncAction Action { get; internal set; }

    /// <summary>Why.</summary>
    public string Reason { get; internal set; } = "";

    /// <summary>What became of it.</summary>
    public SyncOutcome Outcome { get; internal set; }

    /// <summary>None, or a stable code of what went wrong.</summary>
    [JsonWord]
    public string Code { get; internal set; } = "";

    /// <summary>What happened.</summary>
    public string? Message { get; internal set; }

    /// <summary>What to do about it.</summary>
    public string? Hint { get; internal set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; internal set; }

    /// <summary>Bytes that were there already from an earlier try.</summary>
    public long ResumedAt { get; internal set; }

    /// <summary>Bytes that arrived.</summary>
    public long BytesSent { get; internal set; }

    /// <summary>Bytes that had arrived and were sent again.</summary>
    public long BytesResent { get; internal set; }

    /// <summary>Bytes that were read back.</summary>
    public long BytesReadBack { get; internal set; }

    /// <summary>How long it took.</summary>
    [JsonMember("seconds")]
    public TimeSpan Duration { get; internal set; }

    /// <summary>What is proven; null when nothing is.</summary>
    public CopyProof? Proven { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{File} at {Target}: {Outcome}");
}
