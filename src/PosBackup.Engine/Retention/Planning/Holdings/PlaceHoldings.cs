using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Retention.Planning.Holdings;

/// <summary>What lies in one place, by database family, and which of it is kept: a set that is kept keeps what its restore needs, and what lies on its media.</summary>
internal sealed class PlaceHoldings
{
    private readonly Stack<HeldSet> _fresh = new();
    private readonly ListsOf<HeldSet> _on;
    private readonly Dictionary<(Guid, string), FamilyHoldings> _byKey;

    /// <param name="media">The media in the place. Those without sets are nobody's and never judged by sets.</param>
    /// <param name="zone">Zone of clocks that media tell no offset of.</param>
    public PlaceHoldings(IReadOnlyList<HeldMedia> media, TimeZoneInfo zone)
    {
        Media = media;
        Families = [.. FindSets(media).Select(found => new FamilyHoldings(found, media, zone))];
        _byKey = Families.ToDictionary(family => SetFamily.KeyOf(family.Sets[0]));
        Databases = [.. Families.SelectMany(family => family.Databases)];
        _on = SetsOnMedia();
    }

    /// <summary>The media.</summary>
    public IReadOnlyList<HeldMedia> Media { get; }

    /// <summary>The families, in the order in which media tell of them.</summary>
    public IReadOnlyList<FamilyHoldings> Families { get; }

    /// <summary>The databases of all families.</summary>
    public IReadOnlyList<DatabaseHoldings> Databases { get; }

    /// <summary>The family of a set; null when none of it lies here.</summary>
    public FamilyHoldings? FamilyOf(BackupSet set) => _byKey.GetValueOrDefault(SetFamily.KeyOf(set));

    /// <summary>A set, where it lies here; null when it does not.</summary>
    public HeldSet? Find(BackupSet set) => FamilyOf(set) is { } family && family.IndexOf(set.SetGuid) is { } index ? new HeldSet(family, index) : null;

    /// <summary>The sets on a media set.</summary>
    public ReadOnlySpan<HeldSet> On(int media) => _on[media];

    /// <summary>Whether every set on a media set is told apart from all others, and there is one.</summary>
    public bool IsTold(int media) => Media[media].Sets is { Count: > 0 } sets && On(media).Length == sets.Count;

    /// <summary>Whether anything on a media set is kept, or nobody can tell what is on it.</summary>
    public bool IsKept(int media)
    {
        ReadOnlySpan<HeldSet> on = On(media);
        foreach (HeldSet set in on)
        {
            if (set.Family.IsKept(set.Index))
                return true;
        }

        return on.Length == 0;
    }

    /// <summary>Whether a set lies only on media of which a broken-off removal took a part already.</summary>
    public bool IsLeftOver(FamilyHoldings family, int index)
    {
        foreach (int media in family.MediaOf(index))
        {
            if (Media[media] is not { IsBeingRemoved: true, IsWhole: false, IsAbsent: false })
                return false;
        }

        return true;
    }

    /// <summary>Keeps a set. What follows from it is kept by <see cref="Close"/>.</summary>
    public void Keep(FamilyHoldings family, int index, KeepReason reason)
    {
        if (family.Keep(index, reason))
            _fresh.Push(new HeldSet(family, index));
    }

    /// <summary>Keeps every set on a media set.</summary>
    public void KeepMedia(int media, KeepReason reason)
    {
        foreach (HeldSet set in On(media))
            Keep(set.Family, set.Index, reason);
    }

    /// <summary>Keeps what follows from what is kept: what its restore needs, and what lies on the same media.</summary>
    public void Close()
    {
        while (_fresh.TryPop(out HeldSet kept))
        {
            Guid guid = kept.Family.Sets[kept.Index].SetGuid;
            (int before, int full) = kept.Family.Needs(kept.Index);
            if (Math.Max(before, full) >= 0)
            {
                var needed = new KeepReason(KeepRule.Needed) { For = guid };
                if (before >= 0)
                    Keep(kept.Family, before, needed);
                if (full >= 0)
                    Keep(kept.Family, full, needed);
            }

            foreach (int media in kept.Family.MediaOf(kept.Index))
            {
                if (On(media).Length > 1)
                    KeepMedia(media, new KeepReason(KeepRule.SameMedia) { For = guid });
            }
        }
    }

    /// <summary>The media that media need themselves: those with the sets that theirs are restored on.</summary>
    public void AddNeeded(int media, ICollection<int> needed)
    {
        foreach (HeldSet set in On(media))
        {
            (int before, int full) = set.Family.Needs(set.Index);
            foreach (int other in before >= 0 ? set.Family.MediaOf(before) : [])
                needed.Add(other);
            foreach (int other in full >= 0 ? set.Family.MediaOf(full) : [])
                needed.Add(other);
        }
    }

    private static FoundSets[] FindSets(IReadOnlyList<HeldMedia> media)
    {
        var families = new OrderedDictionary<(Guid, string), FoundSets>();
        (Guid, string) last = default;
        FoundSets? found = null;
        for (int i = 0; i < media.Count; i++)
        {
            IReadOnlyList<BackupSet> sets = media[i].Sets;
            for (int at = 0; at < sets.Count; at++)
            {
                if (sets[at].SetGuid == Guid.Empty)
                    continue;

                // Mostly all is of one family.
                (Guid, string) key = SetFamily.KeyOf(sets[at]);
                if ((found is null || key != last) && !families.TryGetValue(key, out found))
                    families.Add(key, found = new FoundSets((i, at), families.Count == 0 ? media.Count : 0));
                last = key;
                found.Add(sets[at], i);
            }
        }

        return [.. families.Values];
    }

    private ListsOf<HeldSet> SetsOnMedia()
    {
        var found = new List<(HeldSet Set, int Media)>(Media.Count);
        foreach (FamilyHoldings family in Families)
        {
            for (int i = 0; i < family.Sets.Length; i++)
            {
                foreach (int media in family.MediaOf(i))
                    found.Add((new HeldSet(family, i), media));
            }
        }

        return ListsOf<HeldSet>.Dealt(Media.Count, found.Count, i => found[i].Media, i => found[i].Set);
    }
}
