using System.Collections.Concurrent;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Retention.Planning.Holdings;

/// <summary>
/// Media that have to do with each other: those of one database family, in all places, and those of other families that lie on the same media. What is kept of one group changes
/// nothing for another, so each is judged by itself.
/// <code>
/// media      1     2     3     4     5     6
/// families   A    A,B    C     B     C     -        groups: 1 2 4 │ 3 5 │ 6, of which nobody can tell what it is
/// </code>
/// </summary>
internal sealed class MediaGroups
{
    /// <summary>Of no family.</summary>
    private const int Untold = 0;

    private readonly HeldMedia[] _media;
    private readonly Guid[] _first;
    private readonly List<int> _joinedTo = [Untold];
    private readonly Dictionary<Guid, int> _families = [];

    private MediaGroups(HeldMedia[] media)
    {
        _media = media;
        _first = new Guid[media.Length];
    }

    /// <summary>The groups, each with the indices of its media, in order.</summary>
    public static IReadOnlyList<ArraySegment<int>> Of(HeldMedia[] media)
    {
        if (media.Length == 0)
            return [];

        var groups = new MediaGroups(media);
        return groups.Deal(groups.Families());
    }

    /// <summary>For each media set the number of its first family; families that share media are joined.</summary>
    private int[] Families()
    {
        // Media lie all over memory: to read them takes much longer than to number what was read.
        var mixed = new ConcurrentBag<int>();
        Parallel.ForEach(Partitioner.Create(0, _media.Length), range =>
        {
            for (int i = range.Item1; i < range.Item2; i++)
            {
                IReadOnlyList<BackupSet> sets = _media[i].Sets;
                if (sets.Count > 0)
                    _first[i] = sets[0].FamilyGuid;
                if (sets.Count == 0 || IsMixed(sets))
                    mixed.Add(i);
            }
        });
        int[] families = new int[_media.Length];
        (Guid family, int number) = (_first[0], NumberOf(_first[0]));
        for (int i = 0; i < families.Length; i++)
        {
            if (_first[i] != family)
                (family, number) = (_first[i], NumberOf(_first[i]));
            families[i] = number;
        }

        foreach (int i in mixed.Order())
        {
            if (_media[i].Sets.Count == 0)
                families[i] = Untold;
            foreach (BackupSet set in _media[i].Sets)
                Join(families[i], NumberOf(set.FamilyGuid));
        }

        return families;
    }

    private static bool IsMixed(IReadOnlyList<BackupSet> sets)
    {
        for (int i = 1; i < sets.Count; i++)
        {
            if (sets[i].FamilyGuid != sets[0].FamilyGuid)
                return true;
        }

        return false;
    }

    private int NumberOf(Guid family)
    {
        if (!_families.TryGetValue(family, out int number))
        {
            number = _joinedTo.Count;
            _families.Add(family, number);
            _joinedTo.Add(number);
        }

        return number;
    }

    private void Join(int one, int other)
    {
        (one, other) = (Root(one), Root(other));
        _joinedTo[Math.Max(one, other)] = Math.Min(one, other);
    }

    private int Root(int family)
    {
        while (_joinedTo[family] != family)
            family = _joinedTo[family] = _joinedTo[_joinedTo[family]];
        return family;
    }

    private ArraySegment<int>[] Deal(int[] families)
    {
        int[] roots = [.. Enumerable.Range(0, _joinedTo.Count).Select(Root)];
        var groups = ListsOf<int>.Dealt(roots.Length, families.Length, i => roots[families[i]], i => i);
        return [.. Enumerable.Range(0, roots.Length).Select(groups.Segment).Where(group => group.Count > 0)];
    }
}
