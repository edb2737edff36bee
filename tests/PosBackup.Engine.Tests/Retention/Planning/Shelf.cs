using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Planning;
using PosBackup.Engine.Tests.Catalog.Chains;

namespace PosBackup.Engine.Tests.Retention.Planning;

/// <summary>One database here, each set on media of its own, intact and ours.</summary>
internal sealed class Shelf
{
    private static readonly Guid Stock = new("570c0000-0000-0000-0000-000000000001");

    private readonly ShopHistory _shop = new();

    /// <summary>The media, in the order in which they were written; tests may change them.</summary>
    public List<HeldMedia> Media { get; } = [];

    /// <summary>A full each evening, from 1 January 2026 on.</summary>
    public static Shelf OfFulls(int evenings)
    {
        var shelf = new Shelf();
        for (int day = 0; day < evenings; day++)
            shelf.Take(BackupKind.Full, At("2026-01-01T20:00Z").AddDays(day).ToString("O"));
        return shelf;
    }

    /// <summary>Takes a backup at a time; the offset is what the clock of the instance shows.</summary>
    public BackupSet Take(BackupKind kind, string at, long? size = null, long compressed = 0, BackupFlags flags = BackupFlags.None)
    {
        DateTimeOffset begun = At(at);
        (_shop.Now, _shop.Offset) = (begun, begun.Offset);
        _shop.Work(3);
        BackupSet set = _shop.Take(kind, flags, size: size).Set;
        set = set with { Description = SetMark.Describe(words: null, set.SetGuid), CompressedSize = compressed };
        Media.Add(new HeldMedia
        {
            Place = RetentionPlace.Here,
            MediaSetId = set.SetGuid,
            Files = [new HeldFile($"/backup/{Media.Count + 1}.bak", 1, 1000, Sha256: null)],
            Sets = [set],
            Verdict = Verdict.Intact,
        });
        return set;
    }

    /// <summary>Sets the database back to the state of a set: what was done since is given up, and its log goes on from there on a fork of its own.</summary>
    public void SetBack(BackupSet to) => _shop.Restore(to.RecoveryForkGuid, to.LastLsn.Block);

    /// <summary>Names under which the next backups are taken.</summary>
    public (string Instance, string Database) Name
    {
        set => (_shop.Instance, _shop.Name) = value;
    }

    /// <summary>Takes fulls of a database that has nothing to do with this one, every three weeks, the last at a time.</summary>
    public void GoOnWithAnother(string until, string from = "2026-01-01T20:00Z")
    {
        var other = new Shelf();
        for (DateTimeOffset at = At(until); at > At(from); at = at.AddDays(-21))
            other.Take(BackupKind.Full, at.ToString("O"));
        Media.AddRange(other.Media.Select(media => media with { MediaSetId = Guid.NewGuid(), Sets = [media.Sets[0] with { Database = "Stock", FamilyGuid = Stock, SetGuid = Guid.NewGuid() }] }));
    }

    /// <summary>Takes a full of a database that has nothing to do with this one, each night.</summary>
    public void TakeNightlyOfAnother(string from, int nights)
    {
        var other = new Shelf();
        for (int night = 0; night < nights; night++)
            other.Take(BackupKind.Full, At(from).AddDays(night).ToString("O"));
        Media.AddRange(other.Media.Select(media => media with { MediaSetId = Guid.NewGuid(), Sets = [media.Sets[0] with { Database = "Stock", FamilyGuid = Stock, SetGuid = Guid.NewGuid() }] }));
    }

    /// <summary>Plans as for the first time, when all that piled up may go at once.</summary>
    public PlacePlan Plan(string now, RetentionPolicy policy, Func<RetentionFacts, RetentionFacts>? with = null)
    {
        var facts = new RetentionFacts
        {
            Now = At(now),
            Places = [new PlaceFacts { Place = RetentionPlace.Here, Policy = policy with { MaximumDelete = policy.MaximumDelete == 0.5 ? 1 : policy.MaximumDelete } }],
            Media = Media,
            Policy = policy,
        };
        return RetentionPlanner.Plan(with?.Invoke(facts) ?? facts).Places[0];
    }

    /// <summary>When the sets were begun that stay, with the rules that say so.</summary>
    public static string[] Kept(PlacePlan plan, KeepRule rule) =>
    [
        .. plan.Kept.SelectMany(media => media.Sets).Where(set => set.Keeps.Any(keep => keep.Rule == rule)).OrderBy(set => set.Set.StartedAt.AsUtc())
            .Select(set => set.Keeps.First(keep => keep.Rule == rule).Detail ?? set.Set.StartedAt.ToString()),
    ];

    public static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
}
