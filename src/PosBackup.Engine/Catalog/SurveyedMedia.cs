using PosBackup.Engine.Media;

namespace PosBackup.Engine.Catalog;

/// <summary>What a survey found at one path.</summary>
public sealed record SurveyedMedia
{
    /// <summary>The path, as given or as found in a folder.</summary>
    public required string Path { get; init; }

    /// <summary>What the headers tell; null when the file could not be read at all.</summary>
    public MediaInspection? Inspection { get; init; }

    /// <summary>The manifest beside it; null when there is none that describes this content.</summary>
    public Manifest? Manifest { get; init; }

    /// <summary>Why a manifest that is there is of no use; null when nothing is wrong with it.</summary>
    public PosBackupException? ManifestProblem { get; init; }

    /// <summary>Why the file, or the folder, could not be read; null when it could.</summary>
    public PosBackupException? Error { get; init; }
}
