namespace PosBackup.Engine.Backups.Healing;

/// <summary>What healing did in a folder.</summary>
/// <param name="Done">One sentence for each thing put right.</param>
/// <param name="Notes">What to look at, by database.</param>
internal sealed record HealingReport(IReadOnlyList<string> Done, IReadOnlyDictionary<string, IReadOnlyList<BackupNote>> Notes)
{
    public static HealingReport Nothing { get; } = new([], new Dictionary<string, IReadOnlyList<BackupNote>>(StringComparer.Ordinal));

    /// <summary>The result of a database with what healing has to tell of its files before what the backup has.</summary>
    public BackupResult AddTo(BackupResult result) => Notes.TryGetValue(result.Database, out IReadOnlyList<BackupNote>? notes) ? result with { Notes = [.. notes, .. result.Notes] } : result;
}
