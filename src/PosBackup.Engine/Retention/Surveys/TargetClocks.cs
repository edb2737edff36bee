namespace PosBackup.Engine.Retention.Surveys;

/// <summary>The clocks of the targets that were looked at: by a wrong one here, what is young looks old.</summary>
/// <param name="targets">The targets.</param>
/// <param name="store">Name of this store.</param>
/// <param name="clock">The clock here.</param>
internal sealed class TargetClocks(IReadOnlyList<LookedAt> targets, string store, TimeProvider clock)
{
    /// <summary>Asks all of them where something is to be removed anywhere. One that disagrees holds all places back: nobody knows which is right.</summary>
    /// <returns>Whether anything was learned.</returns>
    public async Task<bool> AskAsync(RetentionPlan plan, CancellationToken cancellationToken)
    {
        bool isTold = false;
        foreach (LookedAt target in targets.Where(target => target.TellsTime && plan.Places.Any(place => place.Removed.Any())))
        {
            target.IsClockAsked = true;
            try
            {
                (target.Clock, target.ClockNote) = await TargetClock.AskAsync(target.Target, store, cancellationToken).ConfigureAwait(false);
                isTold |= target.Clock is not null;
            }
            catch (PosBackupException e)
            {
                (target.ClockFailure, isTold) = ($"its clock cannot be asked: {e.Message}", true);
            }
        }

        return isTold;
    }

    /// <summary>A place, with the clock, of those that were asked, that is the farthest from ours.</summary>
    public PlaceFacts In(PlaceFacts place)
    {
        DateTimeOffset now = clock.GetUtcNow();
        LookedAt? worst = targets.Where(target => target.Clock is not null).MaxBy(target => (now - target.Clock!.Value).Duration());
        return place with { Clock = worst?.Clock, ClockOf = worst?.Definition.Name };
    }

    /// <summary>What is to be said of them in a place where something goes: that they were not asked, as a plan asks none, or that there is none to ask. A clock is asked by a file that is removed again.</summary>
    public IEnumerable<RetentionNote> Notes(PlacePlan plan)
    {
        if (targets.Count == 0 || plan.Facts.IsAppendOnly || !plan.Removed.Any())
            yield break;

        LookedAt[] tellTime = [.. targets.Where(target => target.TellsTime)];
        string[] unasked = [.. tellTime.Where(target => !target.IsClockAsked).Select(target => target.Definition.Name)];
        if (unasked.Length > 0)
            yield return new RetentionNote(ErrorCode.None, $"the clock here was not compared with that of {string.Join(", ", unasked)}: it takes a small file there, and this was only a plan", "A run compares them first, and removes nothing where they disagree.");
        if (tellTime.Length == 0)
            yield return new RetentionNote(ErrorCode.None, $"nothing but the clock here tells the time: {string.Join(", ", targets.Select(Silence))}", "Let a time server keep the clock of this machine right.");
    }

    private static string Silence(LookedAt target) => $"{target.Definition.Name} {(target.Definition.AppendOnly ? "may only be added to, and cannot be asked for its own" : "is defined as one whose clock tells nothing")}";
}
