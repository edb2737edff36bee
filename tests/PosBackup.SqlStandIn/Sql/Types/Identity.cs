namespace PosBackup.SqlStandIn.Sql.Types;

/// <summary>IDENTITY(seed, increment) of a column.</summary>
internal sealed record Identity(long Seed = 1, long Increment = 1);
