using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>A catalog view: columns as SQL Server declares them, rows from the instance when asked.</summary>
/// <param name="Schema">sys or INFORMATION_SCHEMA.</param>
/// <param name="Name">Name without schema.</param>
/// <param name="Columns">All columns, of every version.</param>
/// <param name="Read">The rows in the order of the columns, as seen from a database.</param>
internal sealed record SystemView(string Schema, string Name, IReadOnlyList<SystemColumn> Columns, Func<SessionContext, Database, IEnumerable<object?[]>> Read)
{
    /// <summary>First version that has the view; older ones answer 208.</summary>
    public Version Since { get; init; } = new(10, 0);

    /// <summary>Whether VIEW SERVER STATE is needed.</summary>
    public bool NeedsServerState { get; init; }

    public IEnumerable<object?[]> Rows(SessionContext session, Database database) => Read(session, database);
}

/// <summary>A column of a catalog view; older versions than <see cref="Since"/> answer 207.</summary>
internal sealed record SystemColumn(string Name, TdsType Type, bool Nullable = true)
{
    public Version Since { get; init; } = new(10, 0);
}
