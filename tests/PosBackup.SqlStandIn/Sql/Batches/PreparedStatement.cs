using Microsoft.Data.Sqlite;
using PosBackup.SqlStandIn.Sql.Catalog;
using PosBackup.SqlStandIn.Sql.Expressions;

namespace PosBackup.SqlStandIn.Sql.Batches;

/// <summary>A translated statement, prepared by SQLite, that can run again with other values of its variables.</summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly Translation _translation;
    private readonly SqliteCommand _command;

    public PreparedStatement(Translation translation, string sql)
    {
        _translation = translation;
        foreach (CatalogRows rows in translation.CatalogRows)
            rows.Create(translation.Session.Connection);
        _command = translation.Session.Connection.Command(translation.Prefix + sql);
        foreach (Binding binding in translation.Bindings)
            _command.Parameters.AddWithValue(binding.Parameter, DBNull.Value);
        Epoch = translation.Session.Connection.Epoch;
    }

    /// <summary>The state of the session's schemas for which this translation was made.</summary>
    public long Epoch { get; }

    public SqliteDataReader Query()
    {
        Bind();
        return _command.ExecuteReader();
    }

    public object? Value()
    {
        Bind();
        return _command.ExecuteScalar() is var value && value is DBNull ? null : value;
    }

    public int Execute()
    {
        Bind();
        return _command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _command.Dispose();
        foreach (CatalogRows rows in _translation.CatalogRows)
            rows.Drop(_translation.Session.Connection);
    }

    private void Bind()
    {
        foreach (CatalogRows rows in _translation.CatalogRows)
            rows.Fill(_translation.Session);
        for (int i = 0; i < _translation.Bindings.Count; i++)
        {
            object? value = _translation.Bindings[i].Read() ?? DBNull.Value;
            SqliteParameter parameter = _command.Parameters[i];
            parameter.ResetSqliteType();
            parameter.Value = value;
        }
    }
}
