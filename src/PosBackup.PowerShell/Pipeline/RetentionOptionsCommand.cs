using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Parameters;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Pipeline;

/// <summary>A cmdlet about what the retention policy keeps. An option of the policy stands in for what the file says of every place.</summary>
public abstract class RetentionOptionsCommand : CatalogCommand
{
    /// <summary>Something speaks against removing what is to go. The engine has a reason in place of a code for it.</summary>
    internal const string RemovalRefused = "RemovalRefused";

    /// <summary>Only sets of these databases; wildcards are allowed. By default all.</summary>
    [Parameter(Position = 0)]
    [Alias("DatabaseName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string[]? Database { get; set; }

    /// <summary>Only at these targets, or here for this machine. By default everywhere.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public string[]? Target { get; set; }

    /// <summary>Sounds an alarm where less than this many bytes are free afterwards; no rule gives way to it.</summary>
    [Parameter]
    public long? MinimumFree { get; set; }

    /// <summary>Sets whose size or time was looked into and is right, or whose database was dropped: they no longer keep others from going. One thing at a time.</summary>
    [Parameter]
    public Guid[]? Acknowledge { get; set; }

    /// <summary>Recovery window: any minute of so long stays recoverable, 1h to 3650d, or none. By default what the file says, else none.</summary>
    [Parameter]
    [SpanLimitTransformation]
    public SpanLimit? Window { get; set; }

    /// <summary>The newest fulls and differentials of each database, 0 to 10000. By default what the file says, else 0.</summary>
    [Parameter]
    public int? KeepLast { get; set; }

    /// <summary>One recovery point for each of so many days, 0 to 10000. By default what the file says, else 0.</summary>
    [Parameter]
    public int? Daily { get; set; }

    /// <summary>One recovery point for each of so many weeks, which begin on Mondays, 0 to 10000. By default what the file says, else 0.</summary>
    [Parameter]
    public int? Weekly { get; set; }

    /// <summary>One recovery point for each of so many months, 0 to 10000. By default what the file says, else 0.</summary>
    [Parameter]
    public int? Monthly { get; set; }

    /// <summary>One recovery point for each of so many years, 0 to 1000. By default what the file says, else 0.</summary>
    [Parameter]
    public int? Yearly { get; set; }

    /// <summary>The newest chains of each database, which stay whatever else is said, 1 to 1000. By default what the file says, else 1.</summary>
    [Parameter]
    public int? MinimumChains { get; set; }

    /// <summary>For privacy: what is older goes whatever points ask for, unless the window, the newest chains or a hold need it, 1d to 36500d, or none. By default what the file says, else none.</summary>
    [Parameter]
    [SpanLimitTransformation]
    public SpanLimit? MaximumAge { get; set; }

    /// <summary>So long after its last backup a database that is no longer backed up keeps what it was promised, up to 3650d. By default what the file says, else 90d.</summary>
    [Parameter]
    [SpanTransformation]
    public TimeSpan? DroppedGrace { get; set; }

    /// <summary>Proven copies elsewhere that a file here must have before it goes, 0 to 10. By default what the file says, else 1 where targets are defined, else 0.</summary>
    [Parameter]
    public int? Copies { get; set; }

    /// <summary>How old the proofs of those copies may be, 1h to 365d. By default what the file says, else 35d.</summary>
    [Parameter]
    [SpanTransformation]
    public TimeSpan? CopiesWithin { get; set; }

    /// <summary>What becomes of copy-only sets. By default what the file says, else AsOthers.</summary>
    [Parameter]
    public SetTreatment? CopyOnlySets { get; set; }

    /// <summary>What becomes of sets that another tool took. By default what the file says, else Keep.</summary>
    [Parameter]
    public SetTreatment? ForeignSets { get; set; }

    /// <summary>The most that may go from a place at once, of fulls, and of what builds on them, whichever is more, in percent: 0.01 to 100. More goes after it was refused on six days. By default what the file says, else 50.</summary>
    [Parameter]
    [ValidateRange(0.01, 100.0)]
    public double? MaximumDeletePercent { get; set; }

    /// <summary>Time zone in which days, weeks, months and years begin. By default what the file says, else that of this machine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TimeZone { get; set; }

    /// <summary>File of retention. By default retention.json beside the default catalog.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PolicyPath { get; set; }

    /// <summary>File of targets. One that is named has to be there. By default targets.json beside the default catalog.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TargetsPath { get; set; }

    /// <summary>Folder that remembers uploads under way. By default beside the catalog.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StateFolder { get; set; }

    /// <summary>Sets that a pipeline brings would be taken for those that may go; but the policy judges them all, and without this it would.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (MyInvocation.ExpectingInput)
        {
            ThrowTerminatingError(ErrorRecords.Of(
                new PosBackupException("InvalidOption", $"{MyInvocation.MyCommand.Name} takes nothing from the pipeline: the policy judges all sets together, whichever are piped", "name databases by -Database and places by -Target"), MyInvocation.MyCommand.Name));
        }
    }

    /// <summary>What an error of the whole is about: the places that were named, else the file that says what is kept.</summary>
    private protected object Subject => (object?)Target ?? PathArguments.Whole(this, PolicyPath) ?? "retention.json";

    /// <summary>The options for the engine.</summary>
    private protected JsonObject RetentionBody() => new()
    {
        ["places"] = Target,
        ["databases"] = Database,
        ["minFreeBytes"] = MinimumFree,
        ["acknowledge"] = Acknowledge,
        ["terms"] = Terms(),
        ["catalog"] = Catalog,
        ["targetsFile"] = PathArguments.Whole(this, TargetsPath),
        ["policyFile"] = PathArguments.Whole(this, PolicyPath),
        ["state"] = PathArguments.Whole(this, StateFolder),
    };

    /// <summary>Says of each place what the whole has to be called: an error, when something is wrong; an alarm, when something is refused or runs short; else a warning.</summary>
    private protected void Tell(RetentionPlan place)
    {
        foreach (RetentionRefusal refusal in place.Refusals)
            Alarm(RemovalRefused, $"{place.Place}: {refusal.Message}", refusal.Hint, place.Place);

        if (place.Pressure is { } pressure)
            Alarm("NoSpace", $"{place.Place}: {pressure.MissingBytes} bytes more should be free", "make room, or let the policy keep less; no rule gives way by itself", place.Place);

        foreach (Note note in place.Notes)
            Warn($"{place.Place}: {note.Message}", note.Hint);

        if (place.Message is { Length: > 0 } message)
            WriteError(ErrorRecords.Of(place.Code, message, place.Hint, place.Place));
    }

    /// <summary>Tells what a person has to look at, though nothing went wrong: where a plan is only looked at, a warning.</summary>
    private protected virtual void Alarm(string code, string message, string hint, string place) => Warn(message, hint);

    private JsonObject Terms() => new()
    {
        ["windowSeconds"] = Window?.Value,
        ["keepLast"] = KeepLast,
        ["daily"] = Daily,
        ["weekly"] = Weekly,
        ["monthly"] = Monthly,
        ["yearly"] = Yearly,
        ["minimumChains"] = MinimumChains,
        ["maxAgeSeconds"] = MaximumAge?.Value,
        ["droppedGraceSeconds"] = DroppedGrace,
        ["copies"] = Copies,
        ["copiesWithinSeconds"] = CopiesWithin,
        ["copyOnly"] = CopyOnlySets,
        ["foreign"] = ForeignSets,
        ["maxDelete"] = MaximumDeletePercent / 100,
        ["timeZone"] = TimeZone,
    };
}
