namespace PosBackup.SqlStandIn.Storage;

/// <summary>BEGIN TRANSACTION name WITH MARK 'description': a place in the log that RESTORE finds by its name.</summary>
public sealed record TransactionMark(string Name, string? Description);
