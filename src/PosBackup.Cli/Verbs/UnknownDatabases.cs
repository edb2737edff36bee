using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Verbs;

/// <summary>An empty list of a mistyped name looks like one of a database without backups.</summary>
internal static class UnknownDatabases
{
    public const string Hint = "check the name; without a database all are listed";

    /// <summary>What to say of each name that nothing matches.</summary>
    /// <param name="databases">The names that were asked for.</param>
    /// <param name="count">How much there is of one.</param>
    /// <param name="what">What is counted.</param>
    /// <param name="catalog">Where.</param>
    public static IEnumerable<string> Of(IReadOnlyList<string> databases, Func<string, int> count, string what, BackupCatalog catalog) =>
        databases.Where(name => count(name) == 0).Select(name => $"no {what} in the catalog {catalog.Path} matches the database {name} and what else was asked for");
}
