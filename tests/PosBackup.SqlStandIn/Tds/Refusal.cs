namespace PosBackup.SqlStandIn.Tds;

/// <summary>What SQL Server can do and the stand-in cannot: refused by name, in the range of user-defined errors, so that nobody takes it for an answer.</summary>
internal static class Refusal
{
    private const int Number = 50000;

    public static SqlErrorException Of(string what) =>
        new(new SqlMessage(Number, Class: 16, State: 1, $"The stand-in for SQL Server does not take {what}."));

    /// <summary>Tells a log what of an error is a refusal of this kind.</summary>
    public static void Log(SqlErrorException error, Action<string> log)
    {
        foreach (SqlMessage message in error.Messages.Where(message => message.Number == Number))
            log($"refused: {message.Text}");
    }
}
