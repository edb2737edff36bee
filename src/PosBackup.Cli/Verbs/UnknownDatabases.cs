using PosBackup.Engine;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Verbs;

/// <summary>An empty list of a mistyped name looks like one of a database without backups.</summary>
internal static class UnknownDatabases
{
    public const string Hint = "check the name; without a database all are listed";

    /// <summary>Names, not patterns, of databases that are nowhere: no filter has left their sets out.</summary>
    /// <param name="databases">The names that were asked for.</param>
    /// <param name="isKnown">Whether there is a set of one.</param>
    /// <param name="where">Where sets were looked for.</param>
    public static IEnumerable<(string Database, PosBackupException Error)> Among(IReadOnlyList<string> databases, Predicate<string> isKnown, string where) => databases
        .Where(name => name.AsSpan().IndexOfAny('*', '?') < 0 && !isKnown(name))
        .Select(name => (name, new PosBackupException(ErrorCode.DatabaseNotFound, $"there is no set of the database {name} {where}", Hint)));

    /// <summary>What to say of each name that nothing matches.</summary>
    /// <param name="databases">The names that were asked for.</param>
    /// <param name="count">How much there is of one.</param>
    /// <param name="what">What is counted.</param>
    /// <param name="catalog">Where.</param>
    public static IEnumerable<string> Of(IReadOnlyList<string> databases, Func<string, int> count, string what, BackupCatalog catalog) =>
        databases.Where(name => count(name) == 0).Select(name => $"no {what} in the catalog {catalog.Path} matches the database {name} and what else was asked for");
}
