using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Media;
using PosBackup.Engine.Retention.Planning.Holdings;
using PosBackup.Engine.Retention.Planning.Lives;

namespace PosBackup.Engine.Retention.Planning.Guards;

/// <summary>Why nothing of a database may be removed in one place: what is newest must be known to be good before anything older goes.</summary>
internal sealed class DatabaseGuards(PlaceHoldings place, DatabaseHoldings database, DatabaseLives lives, PlannerFacts facts)
{
    private readonly FamilyHoldings _family = database.Family;

    /// <summary>All that speaks against it.</summary>
    public IEnumerable<RetentionRefusal> Run()
    {
        if (Doubt() is { } doubt)
            yield return doubt;
        if (Newest() is { } newest)
            yield return newest;
        if (new GapGuard(database, lives, facts).Run() is { } gap)
            yield return gap;
        foreach (RetentionRefusal size in new SizeGuard(database, facts.Acknowledged).Run())
            yield return size;
    }

    /// <summary>A file that may be another than it was, or that is not there, may be what any database of its family builds on.</summary>
    private RetentionRefusal? Doubt()
    {
        if (_family.FirstInDoubt is not { } held)
            return null;

        string hint = held.DoubtHint ?? (held.IsAbsent && !held.Place.IsHere
            ? "bring it back, or let 'posbackup sync' send it again"
            : held.IsAbsent
            ? "mount the disk, or bring the file back; if it is gone for good, 'posbackup catalog forget' with its path stops expecting it"
            : "look into the file with 'posbackup inspect'; 'posbackup verify --record' or 'posbackup catalog rebuild' makes the record anew");
        string what = held.Doubt ?? "it is expected and is not there";
        return Refuse(RefusalReason.Doubt, held.Files.Count > 0 ? $"{held.Files[0].Path}: {what}" : what, hint, database.NewestFirst[0]);
    }

    /// <summary>
    /// The newest set must have a way, and every set on the way must be verified. Where the way leads over a full that somebody took aside, the newest that was not taken aside must as
    /// well: tonight's backups go on from that, and whoever took the copy may take it away.
    /// </summary>
    private RetentionRefusal? Newest()
    {
        int[] newest = [NewestOf(_ => true)];
        if (IsTakenAside(newest[0]))
            newest = [newest[0], NewestOf(set => !set.IsCopyOnly), NewestOf(set => set is { Kind: BackupKind.Full, IsCopyOnly: false })];
        return newest.Where(index => index >= 0).Select(Unproven).FirstOrDefault(refusal => refusal is not null);
    }

    private int NewestOf(Predicate<BackupSet> isMeant) =>
        database.NewestFirst.FirstOrDefault(i => isMeant(_family.Sets[i]) && _family.Obstacle(i) is not (SetObstacle.Snapshot or SetObstacle.UnsupportedKind) && !IsBeingRemoved(i), -1);

    private bool IsTakenAside(int index) => index >= 0 && _family.Graph.Reaches(index) && _family.Sets[_family.First(index)].IsCopyOnly;

    private RetentionRefusal? Unproven(int newest)
    {
        if (!_family.Graph.Reaches(newest))
        {
            KnownSet known = _family.Known(newest);
            string why = known.IsUsable ? "it lacks the sets that it builds on" : IsAbsent(newest) ? "its files are not seen" : $"it {SetWords.Obstacle(known)}";
            return Refuse(RefusalReason.NewestNotVerified, $"{known} is the newest of {database.Name} and cannot be restored: {why}", $"take a new full backup; then the older ones may go. Of a database that is backed up no more, {GiveUp(newest)}", newest);
        }

        for (int i = newest; i >= 0; i = _family.Before(i))
        {
            if (!_family.IsVerified(i))
                return Refuse(RefusalReason.NewestNotVerified, $"the newest chain of {database.Name} was not verified: {_family.Known(i)} {State(i)}", "verify it with 'posbackup verify --record', or ship it again", i);
        }

        return null;
    }

    /// <summary>How nothing is expected of a set any more.</summary>
    private string GiveUp(int index) =>
        place.Media[_family.MediaOf(index)[0]].Place.IsHere ? "move the files of that set away, and let 'posbackup catalog forget' with their paths stop expecting them"
        : IsAbsent(index) ? "bring them back, or say with 'posbackup sync --accept-loss' that they are gone for good"
        : "move the files of that set away with their manifests, and run 'posbackup sync --accept-loss'";

    private bool IsAbsent(int index)
    {
        foreach (int media in _family.MediaOf(index))
        {
            if (!place.Media[media].IsAbsent)
                return false;
        }

        return true;
    }

    private bool IsBeingRemoved(int index)
    {
        foreach (int media in _family.MediaOf(index))
        {
            if (!place.Media[media].IsBeingRemoved)
                return false;
        }

        return true;
    }

    private string State(int index) => _family.VerdictOf(index) switch
    {
        null => "was never verified",
        Verdict.Suspect => "is suspect",
        Verdict.NotChecked => "could not be checked",
        _ => "was never proven there",
    };

    private RetentionRefusal Refuse(RefusalReason reason, string message, string hint, int index) =>
        new(reason, message, hint) { Database = database.Name, SetGuid = _family.Sets[index].SetGuid };
}
