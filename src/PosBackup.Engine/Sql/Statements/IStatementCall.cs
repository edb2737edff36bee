namespace PosBackup.Engine.Sql.Statements;

/// <summary>A statement about to be sent. Its errors reach the session's messages one by one, each with its number.</summary>
internal interface IStatementCall : IDisposable
{
    /// <summary>Sends it, and blocks until it is over.</summary>
    void Run();

    /// <summary>Breaks it off on the instance, from another thread. One that comes before the statement is on its way is lost.</summary>
    void BreakOff();
}
