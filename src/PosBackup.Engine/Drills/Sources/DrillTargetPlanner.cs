using System.Security.Cryptography;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Restores;

namespace PosBackup.Engine.Drills.Sources;

/// <summary>Chooses what one drill restores to, among the moments that the sets of a database reach. Pure but for a seed that nobody gave.</summary>
internal static class DrillTargetPlanner
{
    /// <summary>Chooses.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="families">What was found of the database.</param>
    /// <param name="chain">Whose sets they are.</param>
    /// <param name="now">Where the window ends.</param>
    public static DrillTarget Plan(DrillOptions options, IReadOnlyList<SetFamily> families, ChainOptions chain, DateTimeOffset now)
    {
        // The latest is the end of the newest set, and a gap before it is a failure: an older moment is no answer.
        if (options.Moment == DrillMoment.Latest)
            return new DrillTarget { Moment = RestoreMoment.Newest };

        SetFamily[] named = [.. families.Where(family => family.Has(chain.Database!, chain.Instance))];
        if (named.Length == 0)
            return new DrillTarget { Moment = RestoreMoment.Newest };

        ReachableSpan[] spans = [.. named.SelectMany(family => ChainFinder.Reachable(family, chain))];
        DateTimeOffset? notBefore = options.Window is { } window ? now - window : null;
        long? seed = options.Moment == DrillMoment.Random ? options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue) : null;
        return DrillMomentPlanner.Choose(options.Moment, spans, notBefore, seed ?? 0) is { } asked
            ? new DrillTarget { Moment = At(asked, spans), Asked = asked, Seed = seed, Notes = [.. Short(options.Moment, asked, notBefore)] }
            : new DrillTarget { Error = Nothing(chain.Database!, spans, notBefore), Seed = seed };
    }

    /// <summary>A moment that is a set's end is asked for by the set: by its second, a neighbour that ends in the same one could be meant.</summary>
    private static RestoreMoment At(DateTimeOffset asked, ReachableSpan[] spans) =>
        spans.FirstOrDefault(span => span.From == asked && span.StartSet is not null)?.StartSet is { } set ? new RestoreMoment.EndOfSet(set) : new RestoreMoment.At(asked);

    /// <summary>A window that was promised and is not filled.</summary>
    private static IEnumerable<RestoreNote> Short(DrillMoment moment, DateTimeOffset asked, DateTimeOffset? notBefore)
    {
        if (moment == DrillMoment.Oldest && notBefore is { } begin && asked > begin)
            yield return new RestoreNote($"the window begins at {new RestoreMoment.At(begin)}; the oldest moment in it that can be reached is {new RestoreMoment.At(asked)}", "Compare it with what retention promises.");
    }

    private static PosBackupException Nothing(string database, ReachableSpan[] spans, DateTimeOffset? notBefore) => spans.Length == 0
        ? new PosBackupException(ErrorCode.ChainBroken, $"{database} cannot be brought back to any moment: no usable full backup was found", "Take a full backup.")
        : new PosBackupException(
            ErrorCode.ChainBroken,
            $"{database} cannot be brought back to any moment since {new RestoreMoment.At(notBefore!.Value)}",
            $"The newest moment that can be reached is {new RestoreMoment.At(spans.Max(span => span.To))}.");
}
