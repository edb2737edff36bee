using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Storage.Log;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>Where rolling forward is to end: a time, a mark, or an LSN.</summary>
internal sealed record StopPoint
{
    /// <summary>STOPAT: what was committed up to this moment holds. UTC.</summary>
    public DateTime? Time { get; init; }

    /// <summary>The same as the statement has it: the server's local time.</summary>
    public DateTime? LocalTime { get; init; }

    /// <summary>Name of a marked transaction.</summary>
    public string? Mark { get; init; }

    /// <summary>The mark counts only if it was set at this moment or later. UTC.</summary>
    public DateTime? After { get; init; }

    /// <summary>'lsn:…' in the place of a mark.</summary>
    public Lsn? Lsn { get; init; }

    /// <summary>STOPBEFOREMARK: the marked transaction itself is not applied.</summary>
    public bool IsBefore { get; init; }

    /// <summary>What to do with a commit or checkpoint record.</summary>
    public StopVerdict Judge(Lsn lsn, in LogRecord record)
    {
        if (Time is { } time)
            return record.Time > time ? StopVerdict.Stop : StopVerdict.Apply;
        if (Lsn is { } end)
            return lsn > end || (IsBefore && lsn == end) ? StopVerdict.Stop : lsn == end ? StopVerdict.ApplyAndStop : StopVerdict.Apply;
        if (record.Kind != LogRecordKind.Commit || !IsMarked(record))
            return StopVerdict.Apply;
        return IsBefore ? StopVerdict.Stop : StopVerdict.ApplyAndStop;
    }

    private bool IsMarked(in LogRecord record) =>
        string.Equals(record.Mark, Mark, StringComparison.OrdinalIgnoreCase) && (After is not { } after || record.Time >= after);
}

/// <summary>What becomes of a record when rolling forward is to end somewhere.</summary>
internal enum StopVerdict
{
    Apply,

    /// <summary>Apply it; nothing behind it.</summary>
    ApplyAndStop,

    /// <summary>Neither it nor anything behind it.</summary>
    Stop,
}
