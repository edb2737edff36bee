using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Batches;

/// <summary>An error of THROW: it ends the batch, whatever its number.</summary>
internal sealed class ThrownError(SqlMessage message) : Exception(message.Text)
{
    public SqlErrorException Error { get; } = new(message);
}
