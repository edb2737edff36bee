using PosBackup.Engine.Media;

namespace PosBackup.Engine.Catalog;

/// <summary>That a media file, with the content its manifest describes, was verified: how deep, with which outcome, when and by which version.</summary>
public sealed record Proof
{
    /// <summary>How deep the check went.</summary>
    public required VerificationLevel Level { get; init; }

    /// <summary>The outcome.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>When the check ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Instance that confirmed it with RESTORE VERIFYONLY; null when no server took part.</summary>
    public string? Instance { get; init; }

    /// <summary>Version of PosBackup that checked.</summary>
    public required string ToolVersion { get; init; }
}
