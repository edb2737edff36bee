using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Selection;

/// <summary>
/// Resolves names and patterns to databases. Every request has an answer, and nothing is left out silently.
/// <code>
/// found by                          backed up?
/// a name that is not there          failed: DatabaseNotFound
/// a pattern that matches nothing    failed: DatabaseNotFound
/// a name, excluded as well          skipped: InvalidOption
/// a pattern, excluded               not requested
/// tempdb by name                    failed: InvalidOption; by pattern: never matched
/// a system database by pattern      only with SystemDatabases
/// anything that is not online       see AvailabilityRules
/// </code>
/// </summary>
internal sealed class DatabaseSelector(BackupOptions options, NameComparer names)
{
    private static readonly string[] SystemNames = ["master", "model", "msdb"];

    /// <summary>What was asked for, each once, for when there is nobody to say what it stands for.</summary>
    public static IEnumerable<string> Requests(BackupOptions options) =>
        options.Approved?.Order(StringComparer.Ordinal) ?? options.Databases.Concat(options.SystemDatabases ? SystemNames.Except(options.Exclude, StringComparer.OrdinalIgnoreCase) : []).Distinct(StringComparer.Ordinal);

    /// <summary>The requested databases, in the order of the requests, each once.</summary>
    public IReadOnlyList<SelectedDatabase> Select(IReadOnlyList<DatabaseFacts> databases)
    {
        var selected = new List<SelectedDatabase>();
        foreach (string request in options.Databases)
            selected.AddRange(IsPattern(request) ? ByPattern(request, databases) : [ByName(request, databases)]);

        if (options.SystemDatabases)
            selected.AddRange(SystemNames.Where(name => !IsExcluded(name)).Select(name => ByName(name, databases)));

        return [.. selected.DistinctBy(one => one.Database?.Name ?? one.Name, StringComparer.Ordinal)];
    }

    private SelectedDatabase ByName(string name, IReadOnlyList<DatabaseFacts> databases)
    {
        DatabaseFacts? database = databases.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.Ordinal)) ?? databases.FirstOrDefault(one => names.Same(one.Name, name));
        if (database is null)
        {
            return new SelectedDatabase(
                name,
                Database: null,
                new Refusal(RunOutcome.Failed, ErrorCode.DatabaseNotFound, $"the instance has no database {name}", "Check the name; it may have been renamed or dropped."));
        }

        if (database.Name is "tempdb")
            return new SelectedDatabase(name, database, new Refusal(RunOutcome.Failed, ErrorCode.InvalidOption, "tempdb cannot be backed up", "Leave it out: it is made anew at every start."));

        return IsExcluded(database.Name)
            ? new SelectedDatabase(name, database, new Refusal(RunOutcome.Skipped, ErrorCode.InvalidOption, $"{name} is both named and excluded", "Take it out of one of the two."))
            : new SelectedDatabase(database.Name, database, AvailabilityRules.Check(database, isNamed: true));
    }

    private IEnumerable<SelectedDatabase> ByPattern(string pattern, IReadOnlyList<DatabaseFacts> databases)
    {
        DatabaseFacts[] found = [.. databases.Where(one => IsEligible(one) && names.Matches(one.Name, pattern))];
        DatabaseFacts[] wanted = [.. found.Where(one => !IsExcluded(one.Name))];
        if (wanted.Length > 0)
            return wanted.Select(one => new SelectedDatabase(one.Name, one, AvailabilityRules.Check(one, isNamed: false)));

        string but = found.Length > 0 ? " that is not excluded" : "";
        return
        [
            new SelectedDatabase(
                pattern,
                Database: null,
                new Refusal(RunOutcome.Failed, ErrorCode.DatabaseNotFound, $"no database{but} matches {pattern}", "Check the pattern; system databases are only matched on request.")),
        ];
    }

    private bool IsEligible(DatabaseFacts database) => !database.IsSystem || (options.SystemDatabases && database.Name is not "tempdb");

    private bool IsExcluded(string name) => options.Exclude.Any(pattern => IsPattern(pattern) ? names.Matches(name, pattern) : names.Same(name, pattern));

    private static bool IsPattern(string request) => request.AsSpan().ContainsAny('*', '?');
}
