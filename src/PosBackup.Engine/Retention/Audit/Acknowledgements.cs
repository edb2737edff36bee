using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention.Planning;
using PosBackup.Engine.Retention.Planning.Times;

namespace PosBackup.Engine.Retention.Audit;

/// <summary>Sets of a suspicious size, or taken at a suspicious time, that somebody has looked into.</summary>
internal static class Acknowledgements
{
    /// <summary>What is written down.</summary>
    public static AuditEntry Entry(Acknowledgement given, string reason) => new()
    {
        Kind = AuditKind.Acknowledged,
        Acknowledged = given.Of,
        Sets = [new AuditedSet(given.SetGuid, given.Set?.Database ?? "", given.Set?.At, reason) { Instance = given.Set?.Instance, Kind = given.Set?.Kind, Sizes = given.Sizes }],
        Reason = reason,
        Actor = AuditActor.Current,
    };

    /// <summary>
    /// What a line tells of; empty when it tells of something else. Lines of versions before do not say what for: they count for the size, and for no clock, by which what goes is lost.
    /// </summary>
    public static IEnumerable<Acknowledgement> In(AuditRecord record) => record.Entry.Kind == AuditKind.Acknowledged
        ? record.Entry.Sets.Select(set => new Acknowledgement(set.SetGuid, record.Entry.Acknowledged ?? Suspicion.Size, record.At) { Set = RememberedSet.Of(set), Sizes = set.Sizes })
        : [];

    /// <summary>
    /// What is acknowledged with sets, now. One thing at a time: whoever says that a set is right has read the first warning, and the next run tells of the next. Only what is suspicious can
    /// be: a mistyped set would silence nothing today, and nobody would know.
    /// </summary>
    /// <exception cref="PosBackupException">BackupSetNotFound: there is nothing suspicious about one of them.</exception>
    public static IReadOnlyList<Acknowledgement> Of(RetentionFacts facts, IReadOnlySet<Guid> sets)
    {
        if (sets.Count == 0)
            return [];

        ILookup<Guid?, Suspicion> suspicious = Suspicions(facts).ToLookup(one => one.Set, one => one.Of);
        return
        [
            .. sets.Select(set => suspicious.Contains(set)
                ? Given(facts, set, suspicious[set].Max())
                : throw new PosBackupException(ErrorCode.BackupSetNotFound, $"set {set} has no suspicious size or time that could be acknowledged", "run 'posbackup expire --dry-run'; its warnings name the sets")),
        ];
    }

    /// <summary>What the log will tell of it when the set is gone.</summary>
    private static Acknowledgement Given(RetentionFacts facts, Guid guid, Suspicion of)
    {
        BackupSet? set = Find(facts, guid);
        return new Acknowledgement(guid, of, facts.Now)
        {
            Set = set is null ? null : RememberedSet.Of(set, facts.Policy.Zone),
            Sizes = set is not null && of == Suspicion.Size ? SetSizes.Of(set, Find(facts, set.DifferentialBaseGuid)) : null,
        };
    }

    private static BackupSet? Find(RetentionFacts facts, Guid? guid) => guid is null ? null : (facts.Known ?? facts.Media).SelectMany(media => media.Sets).FirstOrDefault(set => set.SetGuid == guid);

    private static IEnumerable<(Guid? Set, Suspicion Of)> Suspicions(RetentionFacts facts)
    {
        if (StoreTime.Of(facts).Unbelieved is { } set)
            yield return (set, Suspicion.Time);
        RetentionPlan plan = RetentionPlanner.Plan(facts);
        foreach (Guid newest in plan.Places.SelectMany(place => place.NotSeen))
            yield return (newest, Suspicion.Dropped);
        foreach (RetentionRefusal refusal in plan.Refusals)
        {
            if (refusal.Acknowledgeable is { } of)
                yield return (refusal.SetGuid, of);
        }
    }
}
