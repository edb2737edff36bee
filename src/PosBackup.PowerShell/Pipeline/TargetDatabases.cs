namespace PosBackup.PowerShell.Pipeline;

/// <summary>Targets as they are named one by one, each with the databases that are meant there. Those of which the same is meant are asked together.</summary>
internal sealed class TargetDatabases
{
    private readonly List<string> _targets = [];
    private readonly Dictionary<string, List<string>> _databases = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes a target.</summary>
    /// <param name="target">Its name.</param>
    /// <param name="databases">What is meant there; none is all, whatever else was named there.</param>
    public void Add(string target, string[] databases)
    {
        if (!_databases.TryGetValue(target, out List<string>? known))
        {
            _targets.Add(target);
            _databases.Add(target, [.. databases]);
        }
        else if (databases.Length == 0)
        {
            known.Clear();
        }
        else if (known.Count > 0)
        {
            known.AddRange(databases.Except(known, StringComparer.Ordinal));
        }
    }

    /// <summary>Each target once, with those of which the same databases are meant.</summary>
    public IEnumerable<(string[] Targets, IReadOnlyList<string> Databases)> Together() =>
        _targets.GroupBy(target => string.Join("\n", _databases[target]), StringComparer.Ordinal).Select(group => (group.ToArray(), (IReadOnlyList<string>)_databases[group.First()]));
}
