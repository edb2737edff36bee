namespace PosBackup.Engine.Retention.Policies;

/// <summary>
/// The sets that are on hold, from the JSON file <c>holds.json</c> beside the catalog: the one place that holds are put into, whatever policy is used.
/// <code>
/// { "schema": 1, "revision": 3,
///   "holds": [ { "set": "5a0c4f0e-6b1b-4a39-9a0e-0d6f0c0a7b11", "reason": "audit of 2026", "until": "2027-02-01T00:00:00+01:00" } ] }
/// </code>
/// </summary>
public sealed record HoldFile
{
    /// <summary>The schema that this version reads and writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Grows with every change; 0 before the first.</summary>
    public int Revision { get; init; }

    /// <summary>The holds, ended ones too, in the order in which they were put; each of another set.</summary>
    public IReadOnlyList<RetentionHold> Holds { get; init; } = [];

    /// <summary>The hold on a set, ended or not; null when there is none.</summary>
    public RetentionHold? Find(Guid set) => Holds.FirstOrDefault(hold => hold.SetGuid == set);

    /// <summary>The same file with this hold: in the place of the one on its set, else at the end.</summary>
    public HoldFile With(RetentionHold hold)
    {
        ArgumentNullException.ThrowIfNull(hold);
        return Find(hold.SetGuid) is null
            ? this with { Holds = [.. Holds, hold] }
            : this with { Holds = [.. Holds.Select(other => other.SetGuid == hold.SetGuid ? hold : other)] };
    }

    /// <summary>The same file with holds of elsewhere; of two on a set the one that lasts longer.</summary>
    public HoldFile WithAll(IEnumerable<RetentionHold> holds)
    {
        ArgumentNullException.ThrowIfNull(holds);
        return holds.Where(hold => !(Find(hold.SetGuid) is { } known && Lasts(known) >= Lasts(hold))).Aggregate(this, (file, hold) => file.With(hold));
    }

    /// <summary>The same file without the hold on a set.</summary>
    public HoldFile Without(Guid set) => this with { Holds = [.. Holds.Where(hold => hold.SetGuid != set)] };

    /// <summary>All that has to hold in a file.</summary>
    /// <exception cref="PosBackupException"><see cref="ErrorCode.HoldFileInvalid"/>, with all that does not.</exception>
    public void Validate()
    {
        string[] wrong = [.. HoldRules.OfAll(Holds)];
        if (wrong.Length > 0)
            throw new PosBackupException(ErrorCode.HoldFileInvalid, string.Join("; ", wrong), "correct what is named");
    }

    private static DateTimeOffset Lasts(RetentionHold hold) => hold.Until ?? DateTimeOffset.MaxValue;
}
