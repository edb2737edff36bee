using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Restores.Planning;

/// <summary>Finds the way to the moment of a restore.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="instance">The restoring instance.</param>
/// <param name="decision">Where to begin.</param>
/// <param name="marks">Named marks that msdb knows of the database.</param>
internal sealed class MomentFinder(RestoreOptions options, InstanceFacts instance, TargetDecision decision, IReadOnlyList<LogMark> marks)
{
    public ChainSearch Find(IReadOnlyList<SetFamily> families)
    {
        var chain = new ChainOptions
        {
            Database = options.Database,
            Instance = options.SourceInstance,
            Zone = options.Zone,
            AssumedOffset = instance.ClockOffset,
            Start = decision.Start,
        };
        return options.Moment is RestoreMoment.AtMark mark && Known(mark) is { } known && ToMark(families, chain, mark, known) is { } found
            ? found
            : ChainFinder.Find(families, options.Moment, chain);
    }

    private LogMark? Known(RestoreMoment.AtMark mark) => marks
        .Where(one => string.Equals(one.Name, mark.Name, StringComparison.OrdinalIgnoreCase) && (mark.After is null || one.At >= mark.After))
        .MinBy(one => one.At);

    /// <summary>msdb knows where the mark lies: no log needs to be searched for it. The stop stays the mark itself.</summary>
    private static ChainSearch? ToMark(IReadOnlyList<SetFamily> families, ChainOptions chain, RestoreMoment.AtMark mark, LogMark known) =>
        ChainFinder.Find(families, new RestoreMoment.AtLsn(known.Lsn), chain).Path is { } path
            ? new ChainSearch(path with { Moment = mark, Stop = new LogStop.Mark(mark.Name, mark.After, mark.IsBefore) }, Gap: null)
            : null;
}
