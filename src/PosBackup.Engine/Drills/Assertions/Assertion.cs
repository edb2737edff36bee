using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Drills.Assertions;

/// <summary>One question to a restored database, and what its answer must be: the first column of the one row that the query gives.</summary>
public sealed record Assertion
{
    /// <summary>How long a query may take when the file does not say.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    /// <summary>What it is called in reports; drills compare their values by it, so a new question wants a new name.</summary>
    public required string Name { get; init; }

    /// <summary>The T-SQL, run in the restored database.</summary>
    public required string Query { get; init; }

    /// <summary>The databases it is for; <c>*</c> and <c>?</c> are wildcards. Empty: all.</summary>
    public IReadOnlyList<string> Databases { get; init; } = [];

    /// <summary>The value must be this one; null when not asked for (JSON null is <see cref="NullValue"/>).</summary>
    public AssertionValue? EqualTo { get; init; }

    /// <summary>The value must be this number or moment or a higher one; null when not asked for.</summary>
    public AssertionValue? AtLeast { get; init; }

    /// <summary>The value must be this number or moment or a lower one; null when not asked for.</summary>
    public AssertionValue? AtMost { get; init; }

    /// <summary>The value must be a moment no longer than this before the moment that the database was restored to; null when not asked for.</summary>
    public TimeSpan? NotOlderThan { get; init; }

    /// <summary>Whether the value must not be lower than in the last passed drill of the same database.</summary>
    public bool NotLowerThanLastDrill { get; init; }

    /// <summary>How long the query may take.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;
}
