using System.Globalization;

namespace PosBackup.Engine.Retention.Planning.Guards;

/// <summary>Why nothing at all may be removed in a place.</summary>
internal static class PlaceGuards
{
    /// <summary>So far a set may lie in the future: an instance on another machine, an hour that was set back.</summary>
    public static readonly TimeSpan Behind = TimeSpan.FromHours(1);

    /// <summary>So far two clocks may be apart: some servers tell their local time.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromDays(1);

    /// <summary>What speaks against it, whatever goes.</summary>
    /// <param name="facts">The place.</param>
    /// <param name="ahead">When the newest set there was begun, and of which database it is, where many databases have one of the future; null where they have not.</param>
    /// <param name="now">The clock.</param>
    public static IEnumerable<RetentionRefusal> Before(PlaceFacts facts, (DateTimeOffset At, string Database)? ahead, DateTimeOffset now)
    {
        if (facts.Policy.IsEmpty)
            yield return new RetentionRefusal(RefusalReason.EmptyPolicy, $"the policy of {facts.Place} keeps nothing but the newest chain: it asks for no window and no points", "say what is to be kept, such as --window 14d; for the newest chains alone, --minimum-chains 2");

        if (facts.Doubt is { } doubt)
            yield return new RetentionRefusal(RefusalReason.Doubt, $"it is not certain that all was seen {facts.Place.Where}: {doubt}", "bring back what is missing, or let 'posbackup sync' send it again; what looks gone may be needed by what is there");

        if (ahead is { } set)
        {
            yield return new RetentionRefusal(
                RefusalReason.Clock,
                string.Create(CultureInfo.InvariantCulture, $"the clock says {now:yyyy-MM-dd HH:mm:ssK}, and the newest set of {set.Database} {facts.Place.Where} was taken at {set.At:yyyy-MM-dd HH:mm:ssK}"),
                "set the clock and time zone of this machine right, or of the instance that took the set");
        }

        if (facts.Clock is { } clock && (now - clock).Duration() > Apart)
        {
            yield return new RetentionRefusal(
                RefusalReason.Clock,
                string.Create(CultureInfo.InvariantCulture, $"the clock says {now:yyyy-MM-dd HH:mm:ssK}, that of {facts.ClockOf ?? facts.Place.ToString()} says {clock:yyyy-MM-dd HH:mm:ssK}"),
                $"find out which of the two is wrong; by a wrong one, what is young looks old. Where it is that of {facts.ClockOf ?? facts.Place.ToString()} and nobody can set it, say so in its definition: \"ignoreClock\": true, or 'posbackup target add' with --ignore-clock");
        }
    }
}
