using PosBackup.Engine.Retention.Planning.Holdings;

namespace PosBackup.Engine.Retention.Planning.Judging;

/// <summary>What was decided of the media of a group in a place; put into words when somebody asks.</summary>
/// <param name="media">The media.</param>
/// <param name="outcomes">What was decided of the sets on each.</param>
/// <param name="isRemoved">Whether each goes.</param>
internal sealed class JudgedMedia(IReadOnlyList<HeldMedia> media, ListsOf<SetOutcome> outcomes, bool[] isRemoved)
{
    /// <summary>Whether a media set goes.</summary>
    public bool IsRemoved(int index) => isRemoved[index];

    /// <summary>What becomes of a media set.</summary>
    public MediaDecision Decide(int index)
    {
        ReadOnlySpan<SetOutcome> on = outcomes[index];
        var sets = new SetDecision[on.Length];
        for (int i = 0; i < sets.Length; i++)
            sets[i] = new SetDecision(on[i].Set, on[i].Keeps, on[i].Removal);
        return new MediaDecision(media[index], isRemoved[index], sets);
    }
}
