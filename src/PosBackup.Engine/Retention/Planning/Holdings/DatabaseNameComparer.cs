namespace PosBackup.Engine.Retention.Planning.Holdings;

/// <summary>Tells databases of a family apart by instance and name, without regard to letter case.</summary>
internal sealed class DatabaseNameComparer : IEqualityComparer<(string Instance, string Database)>
{
    public static DatabaseNameComparer Instance { get; } = new();

    public bool Equals((string Instance, string Database) x, (string Instance, string Database) y) =>
        StringComparer.OrdinalIgnoreCase.Equals(x.Instance, y.Instance) && StringComparer.OrdinalIgnoreCase.Equals(x.Database, y.Database);

    public int GetHashCode((string Instance, string Database) name) =>
        HashCode.Combine(StringComparer.OrdinalIgnoreCase.GetHashCode(name.Instance), StringComparer.OrdinalIgnoreCase.GetHashCode(name.Database));
}
