namespace PosBackup.Engine.Backups;

/// <summary>Something to know about a backup that did not stop it.</summary>
/// <param name="Code">Stable, machine-readable reason; None when it is only a remark.</param>
/// <param name="Message">One sentence for a person.</param>
/// <param name="Hint">What to do about it; null for nothing.</param>
public sealed record BackupNote(ErrorCode Code, string Message, string? Hint = null);

/// <summary>A message of the instance, as it came.</summary>
/// <param name="Number">Number in sys.messages.</param>
/// <param name="Severity">Class: 10 and below inform, 11 and above are errors.</param>
/// <param name="State">State.</param>
/// <param name="Text">Text.</param>
public sealed record ServerMessage(int Number, int Severity, int State, string Text);
