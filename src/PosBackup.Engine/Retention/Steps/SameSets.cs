using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Retention.Steps;

/// <summary>Whether two lists of sets are the same sets at the same positions.</summary>
internal static class SameSets
{
    public static bool Are(IReadOnlyList<BackupSet> one, IReadOnlyList<BackupSet> other) =>
        one.Select(set => (set.Position, set.SetGuid)).Order().SequenceEqual(other.Select(set => (set.Position, set.SetGuid)).Order());
}
