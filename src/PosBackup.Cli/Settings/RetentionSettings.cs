using System.CommandLine;
using PosBackup.Engine;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Policies;

namespace PosBackup.Cli.Settings;

/// <summary>
/// What is to be kept: the file, and an option for each property of a policy, which stands in for what the file says of every place. The defaults of the help are those of the
/// policy: they hold where neither says anything.
/// </summary>
internal sealed class RetentionSettings
{
    private static readonly RetentionPolicy Defaults = new();

    private readonly Option<SpanLimit?> _window = LimitOption.Create("--window", "Recovery window: any minute of so long stays recoverable, 1h to 3650d (default: none)");
    private readonly Option<int?> _keepLast = Number("--keep-last", "The newest fulls and differentials of each database, 0 to 10000", Defaults.KeepLast);
    private readonly Option<int?> _daily = Number("--daily", "One recovery point for each of so many days, 0 to 10000", Defaults.Daily);
    private readonly Option<int?> _weekly = Number("--weekly", "One recovery point for each of so many weeks, which begin on Mondays, 0 to 10000", Defaults.Weekly);
    private readonly Option<int?> _monthly = Number("--monthly", "One recovery point for each of so many months, 0 to 10000", Defaults.Monthly);
    private readonly Option<int?> _yearly = Number("--yearly", "One recovery point for each of so many years, 0 to 1000", Defaults.Yearly);
    private readonly Option<int?> _minimumChains = Number("--minimum-chains", "The newest chains of each database, which stay whatever else is said, 1 to 1000", Defaults.MinimumChains);
    private readonly Option<SpanLimit?> _maximumAge = LimitOption.Create("--max-age", "For privacy: what is older goes whatever points ask for, unless the window, the newest chains or a hold need it, 1d to 36500d (default: none)");
    private readonly Option<TimeSpan?> _droppedGrace = Span.Option("--dropped-grace", "So long after its last backup a database that is no longer backed up keeps what it was promised, 1d to 3650d; at least twice the longest time between the newest ten days with a full", Defaults.DroppedGrace);
    private readonly Option<int?> _copies = new("--copies") { Description = "Proven copies elsewhere that a file here must have before it goes, 0 to 10 (default: 1 where targets are defined, else 0)", HelpName = "n" };
    private readonly Option<TimeSpan?> _copiesWithin = Span.Option("--copies-within", "How old the proofs of those copies may be, 1h to 365d", Defaults.CopiesProvenWithin);
    private readonly Option<SetTreatment?> _copyOnly = Choice.Option("--copy-only", "What becomes of copy-only sets: they are kept and expired as all others, or never removed", Defaults.CopyOnly);
    private readonly Option<SetTreatment?> _foreign = Choice.Option("--foreign", "What becomes of sets that another tool took", Defaults.Foreign);
    private readonly Option<double?> _maximumDelete = PercentOption.Create("--max-delete", $"The most that may go from a place at once, of fulls, and of what builds on them, whichever is more, 0.01% to 100%; more goes after it was refused on six days (default: {PercentText.Of(Defaults.MaximumDelete)})");
    private readonly Option<TimeZoneInfo?> _zone = ZoneOption.Create("--zone", "Time zone in which days, weeks, months and years begin (default: that of this machine)");

    public void AddTo(Command command)
    {
        command.Add(RetentionLocation.Option);
        Option[] terms = [_window, _keepLast, _daily, _weekly, _monthly, _yearly, _minimumChains, _maximumAge, _droppedGrace, _copies, _copiesWithin, _copyOnly, _foreign, _maximumDelete, _zone];
        foreach (Option option in terms)
            command.Add(option);
    }

    /// <summary>The file, with what the options say in place of what it says of every place.</summary>
    /// <exception cref="PosBackupException">As <see cref="RetentionLocation.ReadAsync(string?, RetentionTerms, CancellationToken)"/>.</exception>
    public Task<RetentionFile> ReadAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        RetentionLocation.ReadAsync(parsed.GetValue(RetentionLocation.Option), Read(parsed), cancellationToken);

    /// <summary>What the options say; their ranges are the engine's to check.</summary>
    public RetentionTerms Read(ParseResult parsed) => new()
    {
        Window = parsed.GetValue(_window),
        KeepLast = parsed.GetValue(_keepLast),
        Daily = parsed.GetValue(_daily),
        Weekly = parsed.GetValue(_weekly),
        Monthly = parsed.GetValue(_monthly),
        Yearly = parsed.GetValue(_yearly),
        MinimumChains = parsed.GetValue(_minimumChains),
        MaximumAge = parsed.GetValue(_maximumAge),
        DroppedGrace = parsed.GetValue(_droppedGrace),
        Copies = parsed.GetValue(_copies),
        CopiesProvenWithin = parsed.GetValue(_copiesWithin),
        CopyOnly = parsed.GetValue(_copyOnly),
        Foreign = parsed.GetValue(_foreign),
        MaximumDelete = parsed.GetValue(_maximumDelete),
        Zone = parsed.GetValue(_zone),
    };

    private static Option<int?> Number(string name, string description, int value) => new(name) { Description = $"{description} (default: {value})", HelpName = "n" };
}
