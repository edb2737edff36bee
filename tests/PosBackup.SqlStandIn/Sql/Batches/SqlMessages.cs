namespace PosBackup.SqlStandIn.Sql.Batches;

/// <summary>Borders between the classes of messages.</summary>
internal static class SqlMessages
{
    /// <summary>Up to this class a message is information and not an error.</summary>
    public const int MostInformational = 10;
}
