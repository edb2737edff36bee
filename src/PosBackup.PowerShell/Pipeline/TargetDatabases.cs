namespace PosBackup.PowerShell.Pipeline;

/// <summary>Targets as they are named one by one, each with the databases that are meant there, and of which store. Those of which the same is meant are asked together.</summary>
internal sealed class TargetDatabases
{
    private readonly List<Meant> _targets = [];

    /// <summary>Takes a target.</summary>
    /// <param name="target">Its name.</param>
    /// <param name="store">The store whose backups are meant; null or empty for every store there.</param>
    /// <param name="databases">What is meant there; none is all, whatever else was named there.</param>
    public void Add(string target, string? store, string[] databases)
    {
        store = string.IsNullOrEmpty(store) ? null : store;
        if (_targets.Find(one => string.Equals(one.Target, target, StringComparison.OrdinalIgnoreCase) && string.Equals(one.Store, store, StringComparison.Ordinal)) is not { } known)
            _targets.Add(new(target, store, [.. databases]));
        else if (databases.Length == 0)
            known.Databases.Clear();
        else if (known.Databases.Count > 0)
            known.Databases.AddRange(databases.Except(known.Databases, StringComparer.Ordinal));
    }

    /// <summary>Each target and store once, with those of which the same databases are meant.</summary>
    public IEnumerable<(string[] Targets, string? Store, IReadOnlyList<string> Databases)> Together() =>
        _targets.GroupBy(one => string.Join("\n", one.Databases.Prepend(one.Store ?? "")), StringComparer.Ordinal)
            .Select(group => (group.Select(one => one.Target).ToArray(), group.First().Store, (IReadOnlyList<string>)group.First().Databases));

    private sealed class Meant(string target, string? store, List<string> databases)
    {
        public string Target { get; } = target;

        public string? Store { get; } = store;

        public List<string> Databases { get; } = databases;
    }
}
