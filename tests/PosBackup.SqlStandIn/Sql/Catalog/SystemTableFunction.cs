using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>A table-valued system function, such as sys.dm_os_file_exists.</summary>
/// <param name="Name">Name without schema.</param>
/// <param name="Parameters">Types of its parameters.</param>
/// <param name="Columns">What it gives. Where <see cref="AllRows"/> is set, the first columns are the parameters.</param>
/// <param name="Rows">The rows for arguments (CLR values).</param>
internal sealed record SystemTableFunction(
    string Name, IReadOnlyList<TdsType> Parameters, IReadOnlyList<SystemColumn> Columns, Func<SessionContext, object?[], IEnumerable<object?[]>> Rows)
{
    public Version Since { get; init; } = new(10, 0);

    public bool NeedsServerState { get; init; }

    /// <summary>The rows for all arguments there are, for CROSS APPLY; null when they cannot be counted.</summary>
    public Func<SessionContext, IEnumerable<object?[]>>? AllRows { get; init; }
}
