namespace PosBackup.Engine.Retention.Planning.Ordering;

/// <summary>Media of one group in the order in which they go in a place.</summary>
/// <param name="Media">The indices in the group's part of the place, each with its number among all media, and the moment of its newest set in ticks.</param>
internal sealed record RemovalRun((int Media, int Number, long Newest)[] Media)
{
    /// <summary>Of what may go next, the least of these goes first: the newest, and of those the first.</summary>
    public (long, int) Age(int at) => (-Media[at].Newest, Media[at].Number);
}
