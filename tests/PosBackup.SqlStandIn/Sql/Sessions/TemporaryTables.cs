using PosBackup.SqlStandIn.Sql.Expressions;

namespace PosBackup.SqlStandIn.Sql.Sessions;

/// <summary>#tables and table variables: which there are, and at which nesting level they were made, since they go with it.</summary>
internal sealed class TemporaryTables(SessionContext session)
{
    private readonly Dictionary<string, int> _levels = new(StringComparer.OrdinalIgnoreCase);

    public static bool IsTemporary(string name) => name.StartsWith('#');

    public static bool IsTableVariable(string name) => name.StartsWith('@');

    /// <summary>#tables by name.</summary>
    public IEnumerable<string> Names => _levels.Keys.Where(IsTemporary);

    public void Created(string name) => _levels[name] = session.NestLevel;

    public void Dropped(string name) => _levels.Remove(name);

    /// <summary>A nested batch is over: its #tables go.</summary>
    public void LeaveLevel(int level) => Drop([.. _levels.Where(pair => pair.Value >= level).Select(pair => pair.Key)]);

    /// <summary>A batch is over: its table variables go.</summary>
    public void DropTableVariables() => Drop([.. _levels.Keys.Where(IsTableVariable)]);

    /// <summary>The connection is reset: everything goes.</summary>
    public void DropAll() => Drop([.. _levels.Keys]);

    private void Drop(string[] names)
    {
        foreach (string name in names)
        {
            session.Connection.Execute($"DROP TABLE IF EXISTS temp.{SqlText.Name(name)}");
            _levels.Remove(name);
        }

        if (names.Length > 0)
            session.Connection.SchemaChanged();
    }
}
