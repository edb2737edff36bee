using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Tables;

/// <summary>A table as T-SQL sees it, read out of SQLite's own schema.</summary>
/// <param name="Database">Null for a temporary table or a table variable.</param>
/// <param name="Schema">dbo and the like.</param>
/// <param name="Name">The name as it was written in CREATE TABLE.</param>
/// <param name="SqliteName">Schema and table for SQLite, quoted: <c>d5."receipts"</c>.</param>
/// <param name="Columns">In order.</param>
internal sealed record TableShape(Database? Database, string Schema, string Name, string SqliteName, IReadOnlyList<TableColumn> Columns)
{
    /// <summary>database.schema.name for messages.</summary>
    public string FullName => $"{Database?.Name ?? "tempdb"}.{Schema}.{Name}";

    /// <summary>schema.name for messages.</summary>
    public string ShortName => $"{Schema}.{Name}";

    public TableColumn? Identity => Columns.FirstOrDefault(column => column.Identity is not null);

    public TableColumn? Find(string column) => Columns.FirstOrDefault(candidate => candidate.Name.Equals(column, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="SqlErrorException">207.</exception>
    public TableColumn this[string column] => Find(column) ?? throw SqlErrors.InvalidColumn(column);
}

/// <summary>A column of a table.</summary>
/// <param name="Name">As in CREATE TABLE.</param>
/// <param name="Type">Its type.</param>
/// <param name="Nullable">Whether it takes NULL.</param>
/// <param name="Default">Its default as SQLite text; null when it has none.</param>
/// <param name="Identity">Its identity; null when it is none.</param>
internal sealed record TableColumn(string Name, TdsType Type, bool Nullable, string? Default, Identity? Identity);
