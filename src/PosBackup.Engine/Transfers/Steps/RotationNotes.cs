using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Folder.Rotation;

namespace PosBackup.Engine.Transfers.Steps;

/// <summary>Which of the drives that take turns at a target are missed, by when the catalog saw them.</summary>
internal static class RotationNotes
{
    public static IReadOnlyList<SyncNote> Of(TargetDefinition definition, BackupCatalog catalog, DateTimeOffset now)
    {
        if (definition is not FolderDefinition { Volumes: { Count: > 0 } drives })
            return [];

        Dictionary<string, DateTimeOffset> seen = catalog.TargetsSeen()
            .Where(one => one.MediumName is not null && string.Equals(one.Target, definition.Name, StringComparison.OrdinalIgnoreCase))
            .GroupBy(one => one.MediumName!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Max(one => one.SeenAt), StringComparer.Ordinal);
        return [.. RotationPlanner.Plan(drives, seen, now).Select(note => new SyncNote(ErrorCode.TargetUnavailable, $"{definition.Name}: {note}", "Plug it in when it is its turn."))];
    }
}
