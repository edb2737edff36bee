using System.Globalization;

namespace PosBackup.Engine.Catalog.Chains;

/// <summary>Turns the sets of a way into steps with their reasons, and tells what was passed over.</summary>
internal static class PathBuilder
{
    /// <summary>More of these would hide what matters.</summary>
    private const int MostNotes = 5;

    /// <summary>A path that rolls to the end of its last set.</summary>
    public static ChainPath ToEnd(ChainScope scope, RestoreMoment moment, IReadOnlyList<KnownSet> sets, KnownSet last, ServerTime reached) =>
        Build(scope, moment, sets, stop: null, reached, static (_, _) => (false, false)) with { FamilyGuid = last.Set.FamilyGuid };

    /// <summary>A path that stops inside its last log.</summary>
    /// <param name="scope">The sets.</param>
    /// <param name="moment">What was asked for.</param>
    /// <param name="sets">The sets in order.</param>
    /// <param name="stop">Where to stop.</param>
    /// <param name="reached">When that is.</param>
    /// <param name="mayFinish">Whether the stop may lie in a set before the last.</param>
    public static ChainPath ToStop(ChainScope scope, RestoreMoment moment, IReadOnlyList<KnownSet> sets, LogStop stop, ServerTime reached, Func<KnownSet, bool> mayFinish) =>
        Build(scope, moment, sets, stop, reached, (known, isLast) => isLast ? (true, false) : known.Set.Kind == BackupKind.Log && mayFinish(known) ? (true, true) : (false, false));

    private static ChainPath Build(
        ChainScope scope, RestoreMoment moment, IReadOnlyList<KnownSet> sets, LogStop? stop, ServerTime reached, Func<KnownSet, bool, (bool HasStop, bool MayFinish)> stops)
    {
        var steps = new List<PathStep>(sets.Count);
        for (int i = 0; i < sets.Count; i++)
        {
            (bool hasStop, bool mayFinish) = stops(sets[i], i == sets.Count - 1);
            steps.Add(new PathStep
            {
                Known = sets[i],
                Reason = Reason(sets, i, hasStop, mayFinish),
                Estimate = scope.Options.Rates.Estimate(sets[i]),
                HasStop = hasStop,
                MayFinish = mayFinish,
            });
        }

        return new ChainPath
        {
            Moment = moment,
            Steps = steps,
            Stop = stop,
            Reached = reached,
            FamilyGuid = sets.Count > 0 ? sets[0].Set.FamilyGuid : Guid.Empty,
            Notes = [.. Doubtful(sets), .. PassedOver(scope, sets)],
        };
    }

    private static string Reason(IReadOnlyList<KnownSet> sets, int index, bool hasStop, bool mayFinish)
    {
        BackupSet set = sets[index].Set;
        string stop = mayFinish ? "; the moment may lie in it or in the next" : hasStop ? "; stops at the moment" : "";
        return set.Kind switch
        {
            BackupKind.Full => set.IsCopyOnly ? "copy-only full that the rest builds on" : "full that the rest builds on",
            BackupKind.Differential => "all that changed since its full",
            _ when ChainGraph.FirstFork(set) != set.RecoveryForkGuid => $"log across the restore of the database at LSN {set.ForkPointLsn}{stop}",
            _ when index > 0 && set.FirstLsn == set.LastLsn => $"nothing happened in this log, it proves that{stop}",
            _ => string.Create(CultureInfo.InvariantCulture, $"log from LSN {set.FirstLsn} to {set.LastLsn}{stop}"),
        };
    }

    private static IEnumerable<string> Doubtful(IReadOnlyList<KnownSet> sets)
    {
        KnownSet[] suspects = [.. sets.Where(known => known.Best?.Verdict == Media.Verdict.Suspect)];
        return suspects.Take(MostNotes).Select(known => $"{known} is suspect: verification found something in its file, and there is no better way")
            .Concat(suspects.Length > MostNotes ? [string.Create(CultureInfo.InvariantCulture, $"{CountText.Of(suspects.Length - MostNotes, "more set on the way is", "more sets on the way are")} suspect")] : []);
    }

    /// <summary>Fulls and differentials that would have been nearer and are of no use: whoever restores should know.</summary>
    private static IEnumerable<string> PassedOver(ChainScope scope, IReadOnlyList<KnownSet> sets)
    {
        if (sets.Count == 0)
            yield break;

        Lsn from = sets.LastOrDefault(known => known.Set.Kind != BackupKind.Log)?.Set.LastLsn ?? sets[0].Set.FirstLsn;
        Lsn to = sets[^1].Set.LastLsn;
        KnownSet[] useless =
        [
            .. scope.Sets.Where(known => !known.IsUsable && !known.IsHearsay && known.Set.Kind is BackupKind.Full or BackupKind.Differential)
                .Where(known => scope.Holds(known) && known.Set.LastLsn > from && known.Set.LastLsn <= to),
        ];
        foreach (KnownSet known in useless.Take(MostNotes))
            yield return $"{known} {SetWords.Obstacle(known)}: passed over";

        if (useless.Length > MostNotes)
            yield return string.Create(CultureInfo.InvariantCulture, $"{CountText.Of(useless.Length - MostNotes, "more full or differential was", "more fulls and differentials were")} passed over for such reasons");
    }
}
