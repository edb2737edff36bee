namespace PosBackup.Engine.StrictJson;

/// <summary>What is wrong with a file that people write: collected, so that all of it is told at once.</summary>
internal sealed class Mistakes
{
    private const int MistakesTold = 20;

    private readonly List<string> _told = [];
    private readonly HashSet<(string Where, string Property)> _properties = [];

    /// <summary>Whether there are any.</summary>
    public bool Any => _told.Count > 0;

    /// <summary>One that concerns more than a property, or none.</summary>
    public void Add(string mistake) => _told.Add(mistake);

    /// <summary>One of a property; a second of the same property only follows from the first and is not told.</summary>
    public void Add(string where, string property, string what)
    {
        if (_properties.Add((where, property)))
            _told.Add($"{where}: '{property}' {what}");
    }

    /// <summary>Whether a property has been complained about.</summary>
    public bool Has(string where, string property) => _properties.Contains((where, property));

    /// <summary>All of them in one line, or the first of very many.</summary>
    public string Told()
    {
        string more = _told.Count > MistakesTold ? $"; and {_told.Count - MistakesTold} more" : "";
        return string.Join("; ", _told.Take(MistakesTold)) + more;
    }
}
