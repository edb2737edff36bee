using PosBackup.Engine.Backups.Selection;

namespace PosBackup.Engine.Drills.Assertions;

/// <summary>
/// The assertions of a drill, from a JSON file (strict JSON, UTF-8, no comments, no trailing commas, so that every tool reads it):
/// <code>
/// { "schema": 1,
///   "assertions": [
///     { "name": "last receipt", "query": "SELECT MAX(ReceiptNo) FROM dbo.Receipt", "atLeast": 1, "notLowerThanLastDrill": true },
///     { "name": "last sale", "query": "SELECT MAX(SoldAt) FROM dbo.Sale", "notOlderThan": "1d", "timeout": "30s", "databases": ["Shop*"] } ] }
/// </code>
/// </summary>
/// <remarks>
/// Expectations: <c>equals</c> alone, or any of <c>atLeast</c>, <c>atMost</c>, <c>notOlderThan</c>, <c>notLowerThanLastDrill</c> together.
/// A number is compared exactly, with a float as that float would be stored; true and 1 are the same; a text by its characters but for
/// spaces at the end; a date as ISO 8601, without an offset the wall clock of the instance that wrote the database. NULL satisfies only
/// <c>"equals": null</c>, and no row satisfies nothing.
/// </remarks>
public sealed record AssertionFile
{
    /// <summary>The schema that this version reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The assertions, in the order of the file.</summary>
    public required IReadOnlyList<Assertion> Assertions { get; init; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="PosBackupException">
    /// <see cref="ErrorCode.FileAccess"/>: it cannot be opened; <see cref="ErrorCode.AssertionFileInvalid"/>: it is over 1 MiB, no JSON, or has
    /// mistakes, each of them named in the message.
    /// </exception>
    public static async Task<AssertionFile> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return AssertionReader.Read(await AssertionReader.Format.ReadAsync(path, cancellationToken).ConfigureAwait(false), path);
    }

    /// <summary>The assertions for one database.</summary>
    public IReadOnlyList<Assertion> For(string database)
    {
        ArgumentException.ThrowIfNullOrEmpty(database);
        return [.. Assertions.Where(assertion => assertion.Databases.Count == 0 || assertion.Databases.Any(pattern => NameComparer.AnyInstance.Matches(database, pattern)))];
    }
}
