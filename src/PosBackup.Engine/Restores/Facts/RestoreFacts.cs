using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Restores.Journal;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Restores.Facts;

/// <summary>What the restoring instance says, as far as a restore goes.</summary>
internal sealed record RestoreFacts
{
    public required InstanceFacts Instance { get; init; }

    /// <summary>The newest database version that it opens; null when it does not tell.</summary>
    public int? NewestVersion { get; init; }

    /// <summary>The database of the target's name; null when there is none.</summary>
    public TargetFacts? Target { get; init; }

    /// <summary>The last RESTORE into a database of that name; null when msdb knows none.</summary>
    public RecordedRestore? LastRestore { get; init; }

    /// <summary>Where new files go when nobody says.</summary>
    public required FileFolders Folders { get; init; }

    /// <summary>Paths of all files of all databases.</summary>
    public IReadOnlySet<string> OccupiedPaths { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Free bytes by folder; null where nobody can tell.</summary>
    public Func<string, long?> FreeBytes { get; init; } = static _ => null;

    /// <summary>Root of the volume of a folder; the folder itself where nobody can tell.</summary>
    public Func<string, string> Volume { get; init; } = static folder => folder;

    /// <summary>Whether a file lies at a path, as far as this machine sees. Of an instance elsewhere it may be another file: then a name is passed over for nothing.</summary>
    public Func<string, bool> IsInTheWay { get; init; } = static _ => false;

    /// <summary>Whether what lies at a path begins as backup media, as far as this machine sees.</summary>
    public Func<string, bool> IsBackup { get; init; } = static _ => false;

    /// <summary>The restore of that target that was begun and not ended; null when there is none, or the target waits for nothing.</summary>
    public RestoreJournal? Journal { get; init; }

    /// <summary>The restore of that target that was ended, and broken off before it could say so; null when there is none.</summary>
    public RestoreJournal? Finished { get; init; }
}
