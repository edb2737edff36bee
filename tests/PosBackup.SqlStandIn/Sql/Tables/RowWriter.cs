using Microsoft.Data.Sqlite;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Tables;

/// <summary>Fits values into a table's columns: conversion, length, NULL; each misfit with its own error.</summary>
internal sealed class RowWriter(TableShape table, SessionContext session)
{
    private const int CompatibilityOfTruncatedValue = 150;
    private const int ShownOfTruncatedValue = 100;

    /// <summary>A value in the column's stored form.</summary>
    /// <exception cref="SqlErrorException">515, 2628 and those of conversions.</exception>
    public object? Fit(TableColumn column, object? value, TdsType from, string action)
    {
        if (value is null)
            return column.Nullable ? null : throw SqlErrors.NullInColumn(column.Name, table.FullName, action);
        CheckLength(column, value);
        object? converted = from == column.Type ? value : Conversions.Convert(value, from, column.Type, style: 0, session.Options.DateOrder);
        return SqliteTypes.ToSqlite(column.Type, converted);
    }

    /// <summary>Throws for a refused row what SQL Server says; returns when SQLite refused for another reason.</summary>
    /// <exception cref="SqlErrorException">515, 547, 2601, 2627.</exception>
    public void Refuse(SqliteException error, string action, IReadOnlyDictionary<string, object?> row)
    {
        if (session.Connection.FunctionError is null && Refusal(error, action, row) is { } refusal)
            throw refusal;
    }

    private SqlErrorException? Refusal(SqliteException error, string action, IReadOnlyDictionary<string, object?> row)
    {
        switch (error.SqliteExtendedErrorCode)
        {
            case SQLitePCL.raw.SQLITE_CONSTRAINT_NOTNULL:
                return SqlErrors.NullInColumn(Named(error, "failed: ").Split('.')[^1], table.FullName, action);
            case SQLitePCL.raw.SQLITE_CONSTRAINT_UNIQUE or SQLitePCL.raw.SQLITE_CONSTRAINT_PRIMARYKEY:
                return Duplicate(error, row);
            case SQLitePCL.raw.SQLITE_CONSTRAINT_CHECK:
                return SqlErrors.ConstraintConflict(action, "CHECK", Named(error, "failed: "), table.Database?.Name ?? "tempdb", table.ShortName, "");
            case SQLitePCL.raw.SQLITE_CONSTRAINT_FOREIGNKEY:
                return ForeignKeys.Conflict(table, action, session);
            default:
                return null;
        }
    }

    // SQLite Error 19: 'NOT NULL constraint failed: receipts.id'.
    private static string Named(SqliteException error, string after) =>
        error.Message[(error.Message.IndexOf(after, StringComparison.Ordinal) + after.Length)..].TrimEnd('\'', '.');

    // SQLite names the columns: "UNIQUE constraint failed: receipts.id, receipts.line".
    private SqlErrorException Duplicate(SqliteException error, IReadOnlyDictionary<string, object?> row)
    {
        var indexes = TableIndex.Of(table, session).Where(index => index.IsUnique).ToList();
        TableIndex index = indexes.Find(candidate => candidate.Columns.All(column => error.Message.Contains($".{column}", StringComparison.OrdinalIgnoreCase)))
            ?? indexes[0];
        string key = index.Columns.All(row.ContainsKey)
            ? $" The duplicate key value is ({string.Join(", ", index.Columns.Select(column => Shown(table[column], row[column])))})."
            : "";
        return index.Kind == IndexKind.UniqueIndex
            ? SqlErrors.DuplicateIndexRow(table.ShortName, index.Name, key)
            : SqlErrors.DuplicateKey(index.Kind == IndexKind.PrimaryKey ? "PRIMARY KEY" : "UNIQUE KEY", index.Name, table.ShortName, key);
    }

    private static string Shown(TableColumn column, object? stored) => stored is null
        ? "<NULL>"
        : ValueTexts.Of(SqliteTypes.FromSqlite(column.Type, stored)!, column.Type, style: 0);

    private void CheckLength(TableColumn column, object value)
    {
        if (column.Type.Length <= 0)
            return;
        bool fits = value switch
        {
            string text when TypeRules.IsText(column.Type) => text.Length <= column.Type.Length || text.TrimEnd(' ').Length <= column.Type.Length,
            byte[] bytes when TypeRules.IsBinary(column.Type) => bytes.Length <= column.Type.Length,
            _ => true,
        };
        if (fits)
            return;
        string shown = value as string ?? Convert.ToHexString((byte[])value);
        shown = shown[..Math.Min(shown.Length, Math.Min(column.Type.Length, ShownOfTruncatedValue))];
        int level = table.Database?.Facts.CompatibilityLevel ?? session.Version.Major * 10;
        throw level >= CompatibilityOfTruncatedValue
            ? SqlErrors.Truncated(table.FullName, column.Name, shown)
            : SqlErrors.TruncatedSomewhere();
    }
}
