namespace PosBackup.SqlStandIn.Storage;

/// <summary>A place in SQLite's write-ahead log: its salts (a restarted log has others) and the frames behind us.</summary>
public readonly record struct WalPosition(uint Salt1, uint Salt2, int Frames);
