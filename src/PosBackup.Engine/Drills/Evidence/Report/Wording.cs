using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;

namespace PosBackup.Engine.Drills.Evidence.Report;

/// <summary>The words and numbers of the report, for a reader who knows neither SQL Server nor us.</summary>
internal static class Wording
{
    private const double MiB = 1 << 20;

    public static string Verdict(DrillOutcome outcome) => outcome switch
    {
        DrillOutcome.Passed => "Passed",
        DrillOutcome.NotRecoverable => "Not recoverable",
        DrillOutcome.Cancelled => "Cancelled",
        _ => "Failed",
    };

    /// <summary>A second sign beside word and colour.</summary>
    public static string Sign(DrillOutcome outcome) => outcome switch
    {
        DrillOutcome.Passed => "✓",
        DrillOutcome.Cancelled => "–",
        _ => "✕",
    };

    public static string Level(DrillEvidence evidence) => evidence.Level switch
    {
        VerificationLevel.L3 => "Restored, CHECKDB clean, assertions hold",
        VerificationLevel.L2 when evidence is { CheckDb.Outcome: CheckDbOutcome.Clean, Assertions.Count: 0 } => "Restored, CHECKDB clean; no assertions were given",
        VerificationLevel.L2 => "Restored to a scratch database",
        _ => "Nothing was restored",
    };

    /// <summary>The verdict in a sentence.</summary>
    public static string Sentence(DrillEvidence evidence)
    {
        if (evidence.Outcome != DrillOutcome.Passed)
            return evidence.Message ?? "";

        int held = evidence.Assertions.Count(assertion => assertion.Outcome == AssertionOutcome.Passed);
        string checkDb = evidence.CheckDb.Outcome == CheckDbOutcome.Clean ? "DBCC CHECKDB found no errors" : "DBCC CHECKDB was not run";
        int open = evidence.Assertions.Count - held;
        string assertions = evidence.Assertions.Count == 0 ? "no assertions were given"
            : open == 0 ? $"{(held == 1 ? "" : "all ")}{CountText.Of(held, "assertion holds", "assertions hold")}"
            : $"{held} of {CountText.Of(evidence.Assertions.Count, "assertion holds", "assertions hold")}, {open} could not be evaluated yet";
        return $"The backup was restored from its files alone to a working database; {checkDb}, and {assertions}.";
    }

    public static string Phase(DrillPhase phase) => phase switch
    {
        DrillPhase.Locate => "Find backup sets",
        DrillPhase.Fetch => "Fetch from the target",
        DrillPhase.Plan => "Plan and check space",
        DrillPhase.Restore => "Restore",
        DrillPhase.CheckDb => "DBCC CHECKDB",
        DrillPhase.Assertions => "Assertions",
        _ => "Remove scratch database",
    };

    public static string CheckDb(CheckDbOutcome outcome) => outcome switch
    {
        CheckDbOutcome.Clean => "No errors",
        CheckDbOutcome.Errors => "Errors found",
        CheckDbOutcome.NotFinished => "Could not be finished",
        _ => "Not run",
    };

    public static string CleanUp(CleanUpOutcome outcome) => outcome switch
    {
        CleanUpOutcome.Removed => "Scratch database removed with its files",
        CleanUpOutcome.LeftBehind => "Scratch database or a file of it left behind; the next drill tries again",
        _ => "There was nothing to remove",
    };

    public static string Assertion(AssertionOutcome outcome) => outcome switch
    {
        AssertionOutcome.Passed => "✓ holds",
        AssertionOutcome.Failed => "✕ fails",
        _ => "– not evaluated",
    };

    public static string Kind(DrilledSet set)
    {
        string kind = set.Kind switch
        {
            BackupKind.Full => "Full",
            BackupKind.Differential => "Differential",
            BackupKind.Log => "Log",
            BackupKind.File => "File",
            BackupKind.FileDifferential => "File differential",
            BackupKind.Partial => "Partial",
            BackupKind.PartialDifferential => "Partial differential",
            _ => "Unknown",
        };
        return set.IsCopyOnly ? $"{kind}, copy-only" : kind;
    }

    public static string Choice(DrillMoment choice) => choice switch
    {
        DrillMoment.Random => "a random one",
        DrillMoment.Oldest => "the oldest",
        _ => "the latest",
    };

    /// <summary>To the second, rounded down: a moment between two seconds was not passed yet.</summary>
    public static string Moment(DateTimeOffset? moment) => moment is { } at ? at.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture) : "none";

    public static string Moment(ServerTime? time) => time?.ToString().Replace('T', ' ') ?? "not told";

    public static string Duration(TimeSpan? duration) => duration switch
    {
        null => "not measured",
        { TotalSeconds: < 60 } seconds => string.Create(CultureInfo.InvariantCulture, $"{seconds.TotalSeconds:0.0} s"),
        { TotalHours: < 1, Seconds: 0 } minutes => string.Create(CultureInfo.InvariantCulture, $"{minutes.Minutes} min"),
        { TotalHours: < 1 } minutes => string.Create(CultureInfo.InvariantCulture, $"{minutes.Minutes} min {minutes.Seconds:00} s"),
        { } hours => string.Create(CultureInfo.InvariantCulture, $"{(int)hours.TotalHours} h {hours.Minutes:00} min"),
    };

    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => CountText.Of(bytes, "byte"),
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KiB"),
        < 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / MiB:0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / MiB / 1024:0.00} GiB"),
    };
}
