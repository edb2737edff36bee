using System.Collections;

namespace PosBackup.PowerShell.Pipeline;

/// <summary>Paths in the order in which they came, each once; many thousands come in a pipeline.</summary>
internal sealed class PathList : IReadOnlyList<string>
{
    private readonly List<string> _paths = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public int Count => _paths.Count;

    public string this[int index] => _paths[index];

    /// <summary>Takes those that are not there yet.</summary>
    public void Add(IEnumerable<string> paths) => _paths.AddRange(paths.Where(_known.Add));

    public IEnumerator<string> GetEnumerator() => _paths.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
