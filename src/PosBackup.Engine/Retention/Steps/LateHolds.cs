using PosBackup.Engine.Retention.Planning;
using PosBackup.Engine.Retention.Policies;

namespace PosBackup.Engine.Retention.Steps;

/// <summary>
/// Holds that are put while a run is at work: asked for before each media set goes. A new one makes a plan anew, of what is still there; what that keeps stays, with all that a held
/// set needs, in whatever place. A hold that is taken off meanwhile holds until the next run.
/// </summary>
/// <param name="watched">The holds.</param>
/// <param name="facts">What the plan was made of.</param>
/// <param name="planned">The holds that it was made with.</param>
internal sealed class LateHolds(WatchedHolds watched, RetentionFacts facts, HoldFile planned)
{
    private readonly HashSet<HeldMedia> _gone = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<HeldMedia, MediaDecision> _kept = new(ReferenceEqualityComparer.Instance);
    private HoldFile _seen = planned;

    /// <summary>Why media stay that were to go; null when they may go, and then they count as gone.</summary>
    /// <exception cref="PosBackupException">As <see cref="HoldStore.ReadAsync"/>: then nothing more may go.</exception>
    public async Task<string?> WhyStaysAsync(HeldMedia media, CancellationToken cancellationToken)
    {
        HoldFile now = await watched.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (!ReferenceEquals(now, _seen))
        {
            _seen = now;
            PlanAnew(now);
        }

        if (_kept.TryGetValue(media, out MediaDecision? kept))
            return string.Join("; ", kept.Sets.SelectMany(set => set.Keeps).Select(RetentionText.Of).Distinct(StringComparer.Ordinal));

        _gone.Add(media);
        return null;
    }

    private void PlanAnew(HoldFile now)
    {
        RetentionFacts left = facts with { Media = [.. facts.Media.Where(media => !_gone.Contains(media))], Holds = [.. facts.Holds, .. now.Holds] };
        _kept.Clear();
        foreach (MediaDecision decision in RetentionPlanner.Plan(left).Places.SelectMany(place => place.Kept))
            _kept[decision.Media] = decision;
    }
}
