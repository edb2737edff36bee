namespace PosBackup.Engine.Backups.Healing;

/// <summary>What came of looking at a file: something was put right, or it was left alone and there is something to tell, or neither.</summary>
internal sealed record HealingOutcome
{
    private HealingOutcome()
    {
    }

    public static HealingOutcome Nothing { get; } = new();

    /// <summary>What was put right, as a sentence; null when nothing was.</summary>
    public string? Done { get; private init; }

    /// <summary>What a person has to look at; null when nothing.</summary>
    public BackupNote? Note { get; private init; }

    public static HealingOutcome Did(string what) => new() { Done = what };

    /// <summary>The file is not to be relied on, and nobody but a person can say why.</summary>
    public static HealingOutcome LeftAlone(string file, string what) => new()
    {
        Note = new BackupNote(ErrorCode.None, $"{file} {what}; it was left alone", $"Look at it: posbackup verify \"{file}\". If it is being copied, wait; if nobody needs it, delete it by hand."),
    };

    /// <summary>The file held backups that are known and does not hold them whole any more.</summary>
    public static HealingOutcome Damaged(string file, string what) => new()
    {
        Note = new BackupNote(ErrorCode.BackupSetCorrupt, $"{file} {what}", $"Look at it: posbackup verify \"{file}\". Take a new full backup, keep the file as evidence, and check the disk."),
    };
}
