using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Retention.Planning;
using PosBackup.Engine.Retention.Steps;

namespace PosBackup.Engine.Tests.Retention.Planning;

/// <summary>
/// A shop over years, night by night: its databases are backed up, what is new is shipped to the targets that are reached, and what the plan lets go goes. What a night refuses is known to the next, as
/// by the audit log.
/// </summary>
internal sealed class ShopYears
{
    private static readonly TimeSpan ProvenAnew = TimeSpan.FromDays(30);
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private readonly RefusedRemovals _refused = new();
    private readonly Dictionary<(string?, string, BackupKind?, DateTime), RememberedSet> _backedUp = [];
    private readonly List<Night> _nights = [];
    private List<HeldMedia> _media = [];

    /// <summary>What is to be kept, in each place.</summary>
    public required RetentionPolicy Policy { get; set; }

    /// <summary>Where files are shipped to.</summary>
    public IReadOnlyList<RetentionPlace> Targets { get; init; } = [new RetentionPlace("hq")];

    /// <summary>Whether a target is reached, or a drive is in, at a moment.</summary>
    public Func<RetentionPlace, DateTimeOffset, bool> IsReached { get; init; } = (_, _) => true;

    /// <summary>What became of each night.</summary>
    public IReadOnlyList<Night> Nights => _nights;

    /// <summary>Takes a backup, onto media of its own here.</summary>
    public void Take(ShopDatabase database, BackupKind kind, DateTimeOffset at)
    {
        BackupSet set = database.Take(kind, at, Zone);
        _media.Add(new HeldMedia { Place = RetentionPlace.Here, MediaSetId = set.SetGuid, Files = [new HeldFile($"/backup/{set.SetGuid}.bak", 1, 1000, "aa")], Sets = [set], Verdict = Verdict.Intact });
    }

    /// <summary>Takes what is taken on a day: a log each so many hours from 8 on, then at 22 a full or a differential, then a last log.</summary>
    /// <param name="database">The database.</param>
    /// <param name="day">The day.</param>
    /// <param name="isFull">Whether it ends with a full; the first one of a database does.</param>
    /// <param name="logsEach">After how many hours the next log is taken; 0: there are none.</param>
    public void Take(ShopDatabase database, DateTimeOffset day, bool isFull = true, int logsEach = 0)
    {
        for (int hour = 8; hour < 22 && logsEach > 0 && database.History.CanLog; hour += logsEach)
            Take(database, BackupKind.Log, day.AddHours(hour));
        Take(database, isFull || database.History.Base is null ? BackupKind.Full : BackupKind.Differential, day.AddHours(22));
        if (logsEach > 0 && database.History.CanLog)
            Take(database, BackupKind.Log, day.AddHours(23));
    }

    /// <summary>Ships, plans and removes, half an hour before midnight.</summary>
    public RetentionPlan Expire(DateTimeOffset day)
    {
        DateTimeOffset now = day.AddHours(23.5);
        RetentionPlace[] reached = [.. Targets.Where(target => IsReached(target, now))];
        foreach (RetentionPlace target in reached)
            Ship(target, now);

        RetentionPolicy policy = Policy with { Zone = Zone };
        RetentionPlan plan = RetentionPlanner.Plan(new RetentionFacts
        {
            Now = now,
            Places = [.. reached.Prepend(RetentionPlace.Here).Select(place => new PlaceFacts { Place = place, Policy = policy })],
            Media = [.. _media.Where(media => media.Place.IsHere || reached.Contains(media.Place)), .. _media.Where(media => media.Place.Medium.Length > 0 && !reached.Contains(media.Place)).Select(media => InADrawer(media, now))],
            Policy = policy,
            HasTargets = Targets.Count > 0,
            BackedUp = _backedUp.Values,
            Refused = _refused.All,
        });
        WriteDown(plan, now);
        HashSet<HeldMedia> gone = new(plan.Places.SelectMany(place => place.Removed).Select(media => media.Media), ReferenceEqualityComparer.Instance);
        _media = [.. _media.Where(media => !gone.Contains(media))];
        _nights.Add(new Night(day, plan, _media.Count(media => media.Place.IsHere)));
        return plan;
    }

    /// <summary>For how many nights on which it was reached too much would have gone from one place, the longest time.</summary>
    public int LongestTooMuch() => Nights.SelectMany(night => night.Plan.Places).GroupBy(place => place.Place).Select(place => Longest(place.Select(night => night.Refusals.Any(refusal => refusal.Reason == RefusalReason.TooMuch)))).Max();

    private static int Longest(IEnumerable<bool> nights)
    {
        (int run, int longest) = (0, 0);
        foreach (bool isRefused in nights)
        {
            run = isRefused ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private void Ship(RetentionPlace target, DateTimeOffset now)
    {
        HashSet<Guid> there = [.. _media.Where(media => media.Place == target).Select(media => media.MediaSetId)];
        _media.AddRange(_media.Where(media => media.Place.IsHere && !there.Contains(media.MediaSetId)).Select(media => media with { Place = target, ProvenAt = now }).ToArray());
        for (int i = 0; i < _media.Count; i++)
        {
            if (_media[i].Place == target && now - _media[i].ProvenAt > ProvenAnew)
                _media[i] = _media[i] with { ProvenAt = now };
        }
    }

    /// <summary>What lies on a drive that is not in counts as a copy while its proof is young.</summary>
    private HeldMedia InADrawer(HeldMedia media, DateTimeOffset now) => media.ProvenAt >= now - Policy.CopiesProvenWithin ? media : media with { IsAbsent = true, ProvenAt = null };

    private void WriteDown(RetentionPlan plan, DateTimeOffset now)
    {
        foreach (RefusedRemoval refused in plan.Refusals.Select(refusal => refusal.Removal).OfType<RefusedRemoval>())
            _refused.Take(Record(RefusedRemovals.Entry(refused), now));
        foreach (MediaDecision decision in plan.Places.SelectMany(place => place.Removed))
        {
            AuditEntry entry = Tombstone.Of(AuditKind.Removed, decision, address: null, "", AuditActor.Current);
            _refused.Take(Record(entry, now));
            foreach (RememberedSet set in entry.Sets.Select(RememberedSet.Of).OfType<RememberedSet>())
                _backedUp.TryAdd((set.Instance, set.Database, set.Kind, set.At.UtcDateTime.Date), set);
        }
    }

    private static AuditRecord Record(AuditEntry entry, DateTimeOffset at) => new() { Sequence = 1, At = at, Entry = entry, ToolVersion = "", Previous = "", Hash = "" };
}

/// <summary>What became of a night.</summary>
/// <param name="Day">The day before it.</param>
/// <param name="Plan">What was planned.</param>
/// <param name="Here">How many files lie here afterwards.</param>
internal sealed record Night(DateTimeOffset Day, RetentionPlan Plan, int Here)
{
    /// <summary>Whether anything was refused.</summary>
    public bool IsRefused => Plan.Refusals.Any();
}
