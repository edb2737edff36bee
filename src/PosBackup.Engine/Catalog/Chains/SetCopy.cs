using PosBackup.Engine.Media;

namespace PosBackup.Engine.Catalog.Chains;

/// <summary>One place where a set lies: all stripes, or those that were found.</summary>
public sealed record SetCopy
{
    /// <summary>The media set.</summary>
    public required Guid MediaSetId { get; init; }

    /// <summary>Position on the media (<c>FILE = n</c>).</summary>
    public required int Position { get; init; }

    /// <summary>How many stripes there should be.</summary>
    public required int Stripes { get; init; }

    /// <summary>The stripes that are there, by number.</summary>
    public required IReadOnlyList<SetFile> Files { get; init; }

    /// <summary>Who told of it.</summary>
    public required SetSource Source { get; init; }

    /// <summary>Whether every stripe is there.</summary>
    public bool IsWhole => Files.Count == Stripes;

    /// <summary>The worst that verification said of a stripe; null when one was never verified and none is bad.</summary>
    public Verdict? Verdict
    {
        get
        {
            Verdict? worst = Media.Verdict.Intact;
            for (int i = 0; i < Files.Count; i++)
                worst = Worse(worst, Files[i].Verdict);

            return worst;
        }
    }

    /// <summary>Whether a restore may be built on it: whole, and not known to be damaged. Suspect media may still restore.</summary>
    public bool IsUsable => IsWhole && Verdict != Media.Verdict.Damaged;

    /// <summary>Numbers of the stripes that were not found.</summary>
    public IEnumerable<int> MissingStripes => Enumerable.Range(1, Stripes).Except(Files.Select(file => file.Stripe));

    /// <summary>The worst of several words about files that belong together.</summary>
    internal static Verdict? Worst(IEnumerable<Verdict?> verdicts) => verdicts.Aggregate((Verdict?)Media.Verdict.Intact, Worse);

    private static Verdict? Worse(Verdict? one, Verdict? other) => Weight(other) > Weight(one) ? other : one;

    private static int Weight(Verdict? verdict) => verdict switch
    {
        Media.Verdict.Damaged => 4,
        Media.Verdict.Suspect => 3,
        null => 2,
        Media.Verdict.NotChecked => 1,
        _ => 0,
    };
}
