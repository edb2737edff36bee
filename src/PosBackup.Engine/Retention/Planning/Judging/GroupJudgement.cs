using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention.Planning.AcrossPlaces;
using PosBackup.Engine.Retention.Planning.Holdings;
using PosBackup.Engine.Retention.Planning.Lives;

namespace PosBackup.Engine.Retention.Planning.Judging;

/// <summary>Judges a group in all places: each place by its policy, then which copies must stay, then what only all places together have.</summary>
internal sealed class GroupJudgement
{
    private readonly PlannerFacts _facts;
    private readonly HeldMedia[] _media;
    private readonly PlaceJudgement[] _places;
    private readonly DatabaseLives _lives;

    /// <summary>For each judged place the group's media in it, and for all other places together: indices in the group.</summary>
    private readonly List<int>[] _in;

    private GroupJudgement(PlannerFacts facts, ArraySegment<int> group)
    {
        _facts = facts;
        _media = new HeldMedia[group.Count];
        _in = [.. Enumerable.Range(0, facts.Judged.Length + 1).Select(_ => new List<int>())];
        for (int i = 0; i < _media.Length; i++)
        {
            _media[i] = facts.Media[group[i]];
            int place = facts.NumberOf(_media[i].Place);
            _in[place < 0 ? facts.Judged.Length : place].Add(i);
        }

        _lives = new DatabaseLives(_media, facts);
        _places = [.. facts.Judged.Select((place, i) => new PlaceJudgement(facts, place, [.. _in[i].Select(index => _media[index])]))];
    }

    /// <summary>What the group has to do with the plan of each judged place.</summary>
    /// <param name="facts">Everything.</param>
    /// <param name="group">The group.</param>
    /// <param name="heldBack">The places in which nothing may be removed.</param>
    public static PlaceShare[] Run(PlannerFacts facts, ArraySegment<int> group, HeldBack heldBack)
    {
        var judgement = new GroupJudgement(facts, group);
        for (int i = 0; i < judgement._places.Length; i++)
            judgement._places[i].ApplyPolicy(judgement._lives, heldBack.IsRefused(i));
        judgement.KeepCopies(heldBack);
        if (judgement.KeepTogether())
            judgement.KeepProofs();
        return [.. judgement._places.Select((place, i) => place.Share([.. judgement._in[i].Select(index => group[index])]))];
    }

    /// <summary>Here first: what stays here decides which copies must stay.</summary>
    private void KeepCopies(HeldBack heldBack)
    {
        bool[] goes = Going();
        CopyRule? rule = _facts.Copies.Wanted > 0 ? new CopyRule(_facts.Copies, _media, goes) : null;
        for (int i = 0; i < _places.Length; i++)
        {
            List<int> inPlace = _in[i];
            if (rule is not null)
                _places[i].KeepWhere(media => rule.Keeps(inPlace[media]));
            _places[i].LimitRemoval(heldBack, i);
            foreach (int index in inPlace)
                goes[index] = false;
            foreach (int media in _places[i].Going())
                goes[inPlace[media]] = true;
        }
    }

    /// <returns>Whether more stays here than before.</returns>
    private bool KeepTogether()
    {
        IEnumerable<IGrouping<RetentionPlace, HeldMedia>> elsewhere = _in[^1].Select(index => _media[index]).GroupBy(media => media.Place);
        var rule = new TogetherRule(_facts, _lives, [.. _places.Select(place => place.Holdings)], [.. elsewhere.Select(media => new PlaceHoldings([.. media], _facts.Facts.Policy.Zone))]);
        IReadOnlyList<BackupSet> together = rule.Run(_media);
        bool isMoreHere = false;
        for (int i = 0; i < _places.Length; i++)
            isMoreHere |= _places[i].KeepTogether(together, rule.IsSeen) && _facts.Judged[i].Place.IsHere;
        return isMoreHere;
    }

    /// <summary>What stays here after all asks for its proofs as all else does, or it could never go.</summary>
    private void KeepProofs()
    {
        if (_facts.Copies.Wanted == 0)
            return;

        var rule = new CopyRule(_facts.Copies, _media, Going());
        for (int i = 0; i < _places.Length; i++)
        {
            List<int> inPlace = _in[i];
            if (!_facts.Judged[i].Place.IsHere)
                _places[i].KeepWhere(media => rule.Keeps(inPlace[media]));
        }
    }

    private bool[] Going()
    {
        bool[] goes = new bool[_media.Length];
        for (int i = 0; i < _places.Length; i++)
        {
            foreach (int media in _places[i].Going())
                goes[_in[i][media]] = true;
        }

        return goes;
    }
}
