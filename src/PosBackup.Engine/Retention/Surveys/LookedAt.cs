using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Retention.Surveys;

/// <summary>A target that was looked at, and is open.</summary>
internal sealed class LookedAt(TargetDefinition definition, IBackupTarget target, RepositoryHoldings holdings)
{
    public TargetDefinition Definition => definition;

    public IBackupTarget Target => target;

    public RepositoryHoldings Holdings => holdings;

    /// <summary>Whether its clock can be asked, and means anything.</summary>
    public bool TellsTime => definition is { AppendOnly: false, IgnoreClock: false };

    /// <summary>Whether its clock was asked.</summary>
    public bool IsClockAsked { get; set; }

    /// <summary>What its clock showed; null while nobody asked, or it tells none.</summary>
    public DateTimeOffset? Clock { get; set; }

    /// <summary>Why the clock could not be asked, and nothing may go; null when it could, or nobody asked.</summary>
    public string? ClockFailure { get; set; }

    /// <summary>Why the clock could not be asked, where that holds nothing back; null when it could, or nobody asked.</summary>
    public RetentionNote? ClockNote { get; set; }

    /// <summary>What is worth knowing of it.</summary>
    public IEnumerable<RetentionNote> Notes => [.. holdings.Problems.Select(note => new RetentionNote(note.Code, note.Message, note.Hint)), .. holdings.Disproven.Select(disproven => disproven.Note), .. ClockNote is { } note ? [note] : Array.Empty<RetentionNote>()];
}
