using Microsoft.Data.SqlClient;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>
/// A statement of our own, for what SMO cannot say. The blocking call, because the asynchronous one cannot be cancelled once a message
/// has come.
/// </summary>
internal sealed class OwnCall : IStatementCall
{
    private readonly SqlCommand _command;

    /// <summary>Prepares it.</summary>
    /// <param name="session">Whose connection it takes; nothing else may use it.</param>
    /// <param name="text">T-SQL in which every name and path is quoted.</param>
    public OwnCall(SqlSession session, string text)
    {
        session.Connection.FireInfoMessageEventOnUserErrors = true;
#pragma warning disable CA2100 // Quoted, see the parameter.
        _command = new SqlCommand(text, session.Connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
    }

    public void Run() => _command.ExecuteNonQuery();

    public void BreakOff() => _command.Cancel();

    public void Dispose() => _command.Dispose();
}
