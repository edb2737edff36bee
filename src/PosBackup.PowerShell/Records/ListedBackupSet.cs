using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>A backup set as <c>Get-PosBackup</c> found it: in the catalog, in files, or at a target.</summary>
public sealed class ListedBackupSet : BackupSet
{
    /// <summary>Where it was seen.</summary>
    public BackupSetSource Source { get; internal set; }

    /// <summary>The target that it lies at; null for files here.</summary>
    public string? Target { get; internal set; }

    /// <summary>The store whose backup it is, as the target names it; null for files here.</summary>
    public string? Store { get; internal set; }

    /// <summary>Which of the drives that take turns; null where none do.</summary>
    public string? Medium { get; internal set; }

    /// <summary>Identity of its media set.</summary>
    public Guid MediaSetId { get; internal set; }

    /// <summary>How many stripes it has.</summary>
    public int Stripes { get; internal set; }

    /// <summary>Its media files, one for each stripe.</summary>
    public IReadOnlyList<ListedFile> MediaFiles { get; internal set; } = [];

    /// <summary>Its newest proof; null when there is none.</summary>
    public Proof? Proof { get; internal set; }

    /// <summary>What its newest proof says; not checked without one.</summary>
    public Verdict Verdict { get; internal set; }

    /// <summary>Whether all its files are where they are expected; null at a target, and where nobody looked.</summary>
    public MediaPresence? Presence => MediaFiles.Select(file => file.Presence).OrderByDescending(presence => presence is null ? -1 : Severity(presence.Value)).FirstOrDefault();

    /// <summary>Paths of its files here: what <c>Test-PosBackup</c> and <c>Sync-PosBackupRemote</c> take from the pipeline. Files at a target are not here.</summary>
    public string[] Path => [.. MediaFiles.SelectMany(file => file.Path)];

    /// <summary>All files and folders that the <c>Get-PosBackup -Path</c> which found it looked into, where a restore from the pipeline reads; empty for others.</summary>
    public string[] FoundIn { get; internal set; } = [];

    /// <summary>The set's own members, and those of where it was seen; both have files, which are not the same.</summary>
    internal static ListedBackupSet Of(JsonValue json)
    {
        ListedBackupSet listed = RecordMapper.Read<ListedBackupSet>(json["set"]);
        RecordMapper.Fill(listed, json.Renamed("files", "mediaFiles"));
        foreach (ListedFile file in listed.MediaFiles)
            file.Target = listed.Target;

        return listed;
    }

    private static int Severity(MediaPresence presence) => presence switch { MediaPresence.Missing => 2, MediaPresence.Changed or MediaPresence.Linked => 1, _ => 0 };
}
