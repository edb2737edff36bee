using PosBackup.Engine.Retention.Planning.Guards;

namespace PosBackup.Engine.Retention.Planning.AcrossPlaces;

/// <summary>What is asked of the copies of a file here before it goes.</summary>
/// <param name="Wanted">In how many places elsewhere a copy must lie.</param>
/// <param name="ProvenSince">When the oldest proof that counts was made.</param>
/// <param name="Latest">When the newest was. A proof of the future was made when the clock was wrong: nobody knows how old it is.</param>
internal sealed record CopyTerms(int Wanted, DateTimeOffset ProvenSince, DateTimeOffset Latest)
{
    /// <summary>By the policy of here, judged or not.</summary>
    public static CopyTerms Of(RetentionFacts facts)
    {
        RetentionPolicy policy = facts.Places.FirstOrDefault(place => place.Place.IsHere)?.Policy ?? facts.Policy;
        int wanted = policy.CopiesWanted(facts.HasTargets || facts.Places.Any(place => !place.Place.IsHere) || facts.Media.Any(media => !media.Place.IsHere));
        return new CopyTerms(wanted, facts.Now - policy.CopiesProvenWithin, facts.Now + PlaceGuards.Behind);
    }
}
