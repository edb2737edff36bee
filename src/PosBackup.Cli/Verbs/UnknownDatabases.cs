using PosBackup.Engine;

namespace PosBackup.Cli.Verbs;

/// <summary>An empty list of a mistyped name looks like one of a database without backups.</summary>
internal static class UnknownDatabases
{
    public const string Hint = "check the name; without a database all are listed";

    /// <summary>Whether it is a name, and no pattern: one that is nowhere is a mistake, a pattern may match none.</summary>
    public static bool IsName(string database) => database.AsSpan().IndexOfAny('*', '?') < 0;

    /// <summary>Of a database there is nothing at all: no filter has left it out.</summary>
    /// <param name="database">Its name.</param>
    /// <param name="where">Where sets were looked for.</param>
    public static PosBackupException Error(string database, string where) => new(ErrorCode.DatabaseNotFound, $"there is no set of the database {database} {where}", Hint);

    /// <summary>What to say of a name or pattern that nothing matches.</summary>
    /// <param name="database">The name.</param>
    /// <param name="what">What is listed.</param>
    /// <param name="where">Where it was looked for.</param>
    public static string Words(string database, string what, string where) => $"no {what} {where} matches the database {database} and what else was asked for";
}
