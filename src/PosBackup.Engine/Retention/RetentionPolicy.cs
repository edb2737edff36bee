using PosBackup.Engine.Retention.Policies;

namespace PosBackup.Engine.Retention;

/// <summary>
/// What is to be kept in one place. All rules together keep; what none of them asks for is expired. A set is kept with all that its restore needs, and media go whole.
/// </summary>
/// <remarks>
/// Moments are measured from the newest recovery point of a database, not from the clock: where backups stopped, what was promised stays for
/// <see cref="DroppedGrace"/>. A period (day, week by ISO, month, year) is one of <see cref="Zone"/>, and only periods in which there is a recovery point are counted.
/// Spans are in whole minutes; years of ranges have 365 days.
/// </remarks>
public sealed record RetentionPolicy
{
    /// <summary>Recovery window: any minute of so long stays recoverable, as far as it was. Null: none; 1 hour to 10 years.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>The newest fulls and differentials of each database. 0 to 10,000.</summary>
    public int KeepLast { get; init; }

    /// <summary>One recovery point for each of so many days. 0 to 10,000.</summary>
    public int Daily { get; init; }

    /// <summary>One recovery point for each of so many weeks. 0 to 10,000.</summary>
    public int Weekly { get; init; }

    /// <summary>One recovery point for each of so many months. 0 to 10,000.</summary>
    public int Monthly { get; init; }

    /// <summary>One recovery point for each of so many years. 0 to 1,000.</summary>
    public int Yearly { get; init; }

    /// <summary>The newest recoverable chains of each database: so many fulls, and everything since the oldest of them. 1; 1 to 1,000, never none.</summary>
    public int MinimumChains { get; init; } = 1;

    /// <summary>
    /// For privacy: what is older goes whatever points or <see cref="KeepLast"/> ask for. Where the window, <see cref="MinimumChains"/>, a hold, or a treatment that
    /// keeps, still needs it, it is kept and the conflict is named. Null: no limit; 1 day to 100 years.
    /// </summary>
    public TimeSpan? MaximumAge { get; init; }

    /// <summary>
    /// How long after its last backup, in whatever place, a database that is no longer backed up keeps what it was promised; at least twice the longest time between the newest ten days with a
    /// full. Afterwards its points go by the calendar, and the newest chain stays. While nothing at all is backed up for so long, no database is dropped. 90 days; 1 day to 10 years.
    /// </summary>
    public TimeSpan DroppedGrace { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Here: proven copies elsewhere that a file must have before it goes. Null: 1 where targets are defined, else 0; 0 to 10.</summary>
    public int? Copies { get; init; }

    /// <summary>How old the proofs of those copies may be. 35 days; 1 hour to 1 year.</summary>
    public TimeSpan CopiesProvenWithin { get; init; } = TimeSpan.FromDays(35);

    /// <summary>What becomes of copy-only sets.</summary>
    public SetTreatment CopyOnly { get; init; } = SetTreatment.AsOthers;

    /// <summary>What becomes of sets that another tool took.</summary>
    public SetTreatment Foreign { get; init; } = SetTreatment.Keep;

    /// <summary>
    /// The most that may go from a place at once, as a share of the chains there (a full with all that builds on it is one): of fulls, and of what builds on them, each set of a chain an equal
    /// part of it, whichever is more. What a database lets go that is not backed up any more is counted by itself. More is refused on six days, and goes on the seventh. 0.5; 0.0001 to 1.
    /// </summary>
    public double MaximumDelete { get; init; } = 0.5;

    /// <summary>Zone in which days, weeks, months and years begin. This machine's.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Local;

    /// <summary>
    /// Whether it asks for nothing but the chain that is never removed, be it with an age at which sets go. Nothing is expired by such a policy: it is more likely forgotten than meant.
    /// </summary>
    public bool IsEmpty => Window is null && MinimumChains == 1 && KeepLast + Daily + Weekly + Monthly + Yearly == 0;

    /// <summary>How many copies are asked for, as <see cref="Copies"/> says or leaves to whether targets are defined.</summary>
    internal int CopiesWanted(bool hasTargets) => Copies ?? (hasTargets ? 1 : 0);

    /// <summary>Throws when a value is out of its range.</summary>
    /// <exception cref="PosBackupException"><see cref="ErrorCode.InvalidOption"/>, with each property and its value.</exception>
    public void Validate() => RetentionPolicyRules.Check(this);
}

/// <summary>What becomes of sets that are not our own everyday ones.</summary>
public enum SetTreatment
{
    /// <summary>They are kept and expired as all others are.</summary>
    AsOthers = 0,

    /// <summary>They are never removed. What they need is kept as well.</summary>
    Keep,
}
