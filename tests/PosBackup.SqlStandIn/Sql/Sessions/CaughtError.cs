using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Sessions;

/// <summary>An error inside its CATCH block: what ERROR_NUMBER() and the others tell, and THROW throws again.</summary>
internal sealed record CaughtError(SqlMessage Message);
