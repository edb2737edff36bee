using PosBackup.Engine.Backups.Selection;

namespace PosBackup.Engine.Catalog;

/// <summary>Which backup sets are meant, wherever they lie; what is not set does not restrict.</summary>
public record SetFilter
{
    /// <summary>Database names; <c>*</c> and <c>?</c> are wildcards, letter case does not matter. Empty: all.</summary>
    public IReadOnlyList<string> Databases { get; init; } = [];

    /// <summary>Instance as the sets name it, letter case does not matter; null: all.</summary>
    public string? Instance { get; init; }

    /// <summary>Database family, which survives renames; null: all.</summary>
    public Guid? FamilyGuid { get; init; }

    /// <summary>One set, on all its stripes and copies; null: all.</summary>
    public Guid? SetGuid { get; init; }

    /// <summary>Kind of the sets; null: all.</summary>
    public BackupKind? Kind { get; init; }

    /// <summary>Only sets that finished at this moment or later. A set whose media tells no offset is taken as UTC.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether a set is one of these.</summary>
    public bool Takes(BackupSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return TakesDatabase(set.Database) && TakesBesideDatabase(set);
    }

    /// <summary>The same for many sets: they are of few databases, and the name of each is compared once.</summary>
    /// <returns>Whether a set is one of these; for one thread at a time.</returns>
    public Func<BackupSet, bool> ForMany()
    {
        var known = new Dictionary<string, bool>(StringComparer.Ordinal);
        return set =>
        {
            if (!known.TryGetValue(set.Database, out bool isTaken))
                known.Add(set.Database, isTaken = TakesDatabase(set.Database));

            return isTaken && TakesBesideDatabase(set);
        };
    }

    /// <summary>Whether sets of a database of this name are meant.</summary>
    public bool TakesDatabase(string name) => NameComparer.AnyInstance.MatchesAny(name, Databases);

    private bool TakesBesideDatabase(BackupSet set) =>
        (Instance is null || string.Equals(set.Instance, Instance, StringComparison.OrdinalIgnoreCase))
        && (FamilyGuid is null || set.FamilyGuid == FamilyGuid)
        && (SetGuid is null || set.SetGuid == SetGuid)
        && (Kind is null || set.Kind == Kind)
        && (Since is null || (set.FinishedAt ?? set.StartedAt).AsUtc() >= Since);
}
