using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Media;
using SetsByGuid = System.Collections.Generic.Dictionary<System.Guid, (PosBackup.Engine.Catalog.BackupSet Set, System.Collections.Generic.List<(int Index, PosBackup.Engine.Retention.HeldMedia Media)> Media)>;

namespace PosBackup.Engine.Retention.Planning;

/// <summary>What lies in one place, by database family, and which of it is kept: a set that is kept keeps what its restore needs, and what lies on its media.</summary>
internal sealed class PlaceHoldings
{
    private readonly Stack<(FamilyHoldings Family, int Index)> _fresh = new();
    private readonly List<(FamilyHoldings Family, int Index)>[] _onMedia;
    private readonly Dictionary<(Guid, string), FamilyHoldings> _byKey = [];

    /// <param name="media">The media in the place. Those without sets are nobody's and never judged by sets.</param>
    /// <param name="zone">Zone of clocks that media tell no offset of.</param>
    public PlaceHoldings(IReadOnlyList<HeldMedia> media, TimeZoneInfo zone)
    {
        Media = media;
        Families = [.. Group(media).AsParallel().AsOrdered().Select(family => Holdings(family, zone))];
        Databases = [.. Families.SelectMany(family => family.Databases)];
        _onMedia = new List<(FamilyHoldings, int)>[media.Count];
        foreach (FamilyHoldings family in Families)
        {
            _byKey[SetFamily.KeyOf(family.Sets[0].Set)] = family;
            for (int i = 0; i < family.Sets.Length; i++)
            {
                foreach (int one in family.Media[i])
                    (_onMedia[one] ??= []).Add((family, i));
            }
        }
    }

    /// <summary>The media.</summary>
    public IReadOnlyList<HeldMedia> Media { get; }

    /// <summary>The families.</summary>
    public IReadOnlyList<FamilyHoldings> Families { get; }

    /// <summary>The databases of all families.</summary>
    public IReadOnlyList<DatabaseHoldings> Databases { get; }

    /// <summary>A set, where it lies here; null when it does not.</summary>
    public (FamilyHoldings Family, int Index)? Find(BackupSet set) =>
        _byKey.TryGetValue(SetFamily.KeyOf(set), out FamilyHoldings? family) && family.IndexOf(set.SetGuid) is { } index ? (family, index) : null;

    /// <summary>The sets on a media set.</summary>
    public IReadOnlyList<(FamilyHoldings Family, int Index)> On(int media) => _onMedia[media] ?? (IReadOnlyList<(FamilyHoldings, int)>)[];

    /// <summary>Whether every set on a media set is told apart from all others, and there is one.</summary>
    public bool IsTold(int media) => Media[media].Sets is { Count: > 0 } sets && On(media).Count == sets.Count;

    /// <summary>Whether anything on a media set is kept, or nobody can tell what is on it.</summary>
    public bool IsKept(int media)
    {
        foreach ((FamilyHoldings family, int index) in On(media))
        {
            if (family.IsKept(index))
                return true;
        }

        return On(media).Count == 0;
    }

    /// <summary>Whether a set lies only on media of which a broken-off removal took a part already.</summary>
    public bool IsLeftOver(FamilyHoldings family, int index) => Array.TrueForAll(family.Media[index], media => Media[media] is { IsBeingRemoved: true, IsWhole: false });

    /// <summary>Keeps a set. What follows from it is kept by <see cref="Close"/>.</summary>
    public void Keep(FamilyHoldings family, int index, KeepReason reason)
    {
        if (family.Keep(index, reason))
            _fresh.Push((family, index));
    }

    /// <summary>Keeps every set on a media set.</summary>
    public void KeepMedia(int media, KeepReason reason)
    {
        foreach ((FamilyHoldings family, int index) in On(media))
            Keep(family, index, reason);
    }

    /// <summary>Keeps what follows from what is kept: what its restore needs, and what lies on the same media.</summary>
    public void Close()
    {
        while (_fresh.TryPop(out (FamilyHoldings Family, int Index) kept))
        {
            Guid guid = kept.Family.Sets[kept.Index].Set.SetGuid;
            (int before, int full) = kept.Family.Needs(kept.Index);
            if (Math.Max(before, full) >= 0)
            {
                var needed = new KeepReason(KeepRule.Needed) { For = guid };
                if (before >= 0)
                    Keep(kept.Family, before, needed);
                if (full >= 0)
                    Keep(kept.Family, full, needed);
            }

            foreach (int media in kept.Family.Media[kept.Index])
            {
                if (On(media).Count > 1)
                    KeepMedia(media, new KeepReason(KeepRule.SameMedia) { For = guid });
            }
        }
    }

    private static SetsByGuid[] Group(IReadOnlyList<HeldMedia> media)
    {
        var families = new Dictionary<(Guid, string), SetsByGuid>();
        for (int i = 0; i < media.Count; i++)
        {
            foreach (BackupSet set in media[i].Sets)
            {
                if (set.SetGuid == Guid.Empty)
                    continue;

                (Guid, string) key = SetFamily.KeyOf(set);
                if (!families.TryGetValue(key, out SetsByGuid? sets))
                    families.Add(key, sets = []);
                if (!sets.TryGetValue(set.SetGuid, out var known))
                    sets.Add(set.SetGuid, known = (set, new List<(int, HeldMedia)>(1)));
                known.Media.Add((i, media[i]));
            }
        }

        return [.. families.Values];
    }

    private static FamilyHoldings Holdings(SetsByGuid family, TimeZoneInfo zone)
    {
        var sets = family.Values.ToArray();
        Array.Sort(sets, (one, other) => SetOrder.Instance.Compare(one.Set, other.Set));
        return new FamilyHoldings(
            Array.ConvertAll(sets, one => Known(one.Set, one.Media)),
            Array.ConvertAll(sets, one => one.Media.ConvertAll(media => media.Index).ToArray()),
            zone);
    }

    private static KnownSet Known(BackupSet set, List<(int Index, HeldMedia Media)> media)
    {
        SetCopy[] copies = media.ConvertAll(one => Copy(set, one.Media)).ToArray();
        if (copies.Length > 1)
            Array.Sort(copies, (one, other) => ChainBuilder.Rank(one).CompareTo(ChainBuilder.Rank(other)));
        return new KnownSet { Set = set, Source = SetSource.Manifest, Copies = copies, Obstacle = ChainBuilder.Obstacle(set, copies) };
    }

    private static SetCopy Copy(BackupSet set, HeldMedia media)
    {
        var files = new SetFile[media.Files.Count];
        for (int i = 0; i < files.Length; i++)
            files[i] = new SetFile { Path = media.Files[i].Path, Stripe = media.Files[i].Stripe, Length = media.Files[i].Length, Sha256 = media.Files[i].Sha256, Verdict = VerdictOn(media) };
        return new SetCopy
        {
            MediaSetId = media.MediaSetId,
            Position = set.Position,
            Stripes = media.IsWhole ? files.Length : Math.Max(media.Stripes, files.Length + 1),
            Files = files,
            Source = SetSource.Manifest,
        };
    }

    /// <summary>A verification speaks of whole media. Of several sets on them one may be damaged and the others well: none is given up.</summary>
    private static Verdict? VerdictOn(HeldMedia media) => media.Verdict == Verdict.Damaged && media.Sets.Count > 1 ? Verdict.Suspect : media.Verdict;
}
