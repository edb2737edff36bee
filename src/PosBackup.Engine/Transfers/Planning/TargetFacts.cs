using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Transfers.Planning;

/// <summary>What is known of a target when its plan is made.</summary>
internal sealed record TargetFacts
{
    public required string Target { get; init; }

    /// <summary>Which of its media is in; empty where there is only one.</summary>
    public string Medium { get; init; } = "";

    public required TargetFeatures Features { get; init; }

    /// <summary>Whether nothing that is there may be changed.</summary>
    public bool IsAppendOnly { get; init; }

    public VerificationDefinition Verification { get; init; } = new();

    /// <summary>The copies on this medium that the catalog knows.</summary>
    public IReadOnlyList<BackupCopy> Copies { get; init; } = [];

    /// <summary>Whether somebody said that copies are lost that cannot be seen.</summary>
    public bool IsLossAccepted { get; init; }

    /// <summary>The files that a look at the folders of these backups found, manifests too.</summary>
    public required IReadOnlyDictionary<TargetPath, TargetEntry> Found { get; init; }

    /// <summary>Speed of the last uploads; null when nobody knows.</summary>
    public double? BytesPerSecond { get; init; }
}

/// <summary>A media file that the catalog expects, and whether it is there.</summary>
/// <param name="Manifest">The file, as the catalog has it.</param>
/// <param name="Presence">What a look at it says.</param>
/// <param name="IsWanted">Whether it is to be shipped in this run.</param>
internal sealed record LocalMedia(Manifest Manifest, MediaPresence Presence, bool IsWanted);
