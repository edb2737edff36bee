using PosBackup.Engine.Backups.Selection;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Files;

namespace PosBackup.Engine.Drills.Sources;

/// <summary>
/// Which databases a drill is about. Pure.
/// <code>
/// pattern    every pair of instance and database in the sources that it matches, once
/// no match   the name or pattern itself: its drill says that no backup of it was found
/// rotation   leaves out pairs of other shares, never what was not found
/// </code>
/// </summary>
internal static class CandidatePlanner
{
    /// <summary>The databases, by instance and name.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="families">What the sources hold.</param>
    /// <param name="now">Decides the share of a rotation by the day.</param>
    public static DrillCandidates Plan(DrillOptions options, IReadOnlyList<SetFamily> families, DateTimeOffset now) =>
        Plan(options, [new DrillStock(Store: null, Places: [], families, Problems: [])], now);

    /// <summary>The databases, by store, instance and name.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="stocks">What the sources hold, store by store.</param>
    /// <param name="now">Decides the share of a rotation by the day.</param>
    public static DrillCandidates Plan(DrillOptions options, IReadOnlyList<DrillStock> stocks, DateTimeOffset now)
    {
        DrillCandidate[] held = [.. stocks.SelectMany(stock => Held(options, stock))];
        DrillCandidate[] wanted = [.. held.Where(one => options.Databases.Any(pattern => NameComparer.AnyInstance.Matches(one.Database, pattern)))];
        DrillCandidate[] due = [.. wanted.Where(one => options.Rotation is not { } rotation || rotation.IsDue(one.Instance!, one.Database, now))];
        IEnumerable<DrillCandidate> notFound = options.Databases
            .Where(pattern => !Array.Exists(held, one => NameComparer.AnyInstance.Matches(one.Database, pattern)))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(pattern => new DrillCandidate(pattern, Instance: null, options.From, stocks[0] with { Families = [] }));
        return new DrillCandidates([.. due, .. notFound], wanted.Length - due.Length);
    }

    private static IEnumerable<DrillCandidate> Held(DrillOptions options, DrillStock stock)
    {
        IReadOnlyList<SetFamily> families = stock.Families;
        return
        [
            .. families
                .SelectMany(family => family.Sets)
                .Select(known => (known.Set.Instance, known.Set.Database))
                .Where(one => !DrillOptionsRules.IsSystem(one.Database))
                .Where(one => options.SourceInstance is null || string.Equals(one.Instance, options.SourceInstance, StringComparison.OrdinalIgnoreCase))
                .DistinctBy(one => (one.Instance.ToUpperInvariant(), one.Database.ToUpperInvariant()))
                .OrderBy(one => one.Instance, StringComparer.OrdinalIgnoreCase)
                .ThenBy(one => one.Database, StringComparer.OrdinalIgnoreCase)
                .Select(one => new DrillCandidate(one.Database, one.Instance, options.From.Count > 0 ? FilesOf(families, one.Instance, one.Database) : [], stock)),
        ];
    }

    private static string[] FilesOf(IReadOnlyList<SetFamily> families, string instance, string database) =>
    [
        .. families
            .Where(family => family.Has(database, instance))
            .SelectMany(family => family.Sets)
            .SelectMany(known => known.Copies)
            .SelectMany(copy => copy.Files)
            .Select(file => file.Path)
            .Distinct(PathIdentity.Comparer)
            .Order(StringComparer.Ordinal),
    ];
}

/// <summary>The databases of a drill.</summary>
/// <param name="Due">Those to drill now.</param>
/// <param name="NotDue">How many are in another share of the rotation.</param>
internal sealed record DrillCandidates(IReadOnlyList<DrillCandidate> Due, int NotDue);
