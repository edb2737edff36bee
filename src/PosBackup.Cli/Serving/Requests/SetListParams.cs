using PosBackup.Cli.Json;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>Params of <c>sets/list</c>.</summary>
internal sealed record SetListParams
{
    public SetSource? Source { get; init; }

    public IReadOnlyList<string>? Databases { get; init; }

    public string? Instance { get; init; }

    public BackupKind? Kind { get; init; }

    public DateTimeOffset? Since { get; init; }

    public bool? Missing { get; init; }

    public IReadOnlyList<string>? Paths { get; init; }

    /// <summary>Whether the paths come of a listing: what PosBackup lays beside media is passed over, as in a folder.</summary>
    public bool? Listed { get; init; }

    public IReadOnlyList<string>? Targets { get; init; }

    public string? Store { get; init; }

    public string? Catalog { get; init; }

    public string? TargetsFile { get; init; }

    /// <summary>Which sets are meant, wherever they lie.</summary>
    public CatalogFilter Filter() => new() { Databases = Databases ?? [], Instance = Instance, Kind = Kind, Since = Since };
}

/// <summary>Where sets are looked for.</summary>
internal enum SetSource
{
    /// <summary>What the catalog expects here.</summary>
    Catalog,

    /// <summary>What is in files and folders.</summary>
    Files,

    /// <summary>What targets list.</summary>
    Targets,
}

/// <summary>A record of <c>sets/list</c>: a set with all the files that it is on.</summary>
internal sealed record ListedSet(
    SetJson Set, IReadOnlyList<ListedSetFile> Files, Guid MediaSetId, int Stripes, string Source, string? Target, string? Store, string? Medium, ProofJson? Proof, string? Verdict);

/// <summary>A file of a media set.</summary>
/// <param name="File">Its path, here or on the target.</param>
/// <param name="Stripe">Its number.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Of its content, where somebody has hashed it.</param>
/// <param name="Presence">Whether it is where it is expected.</param>
internal sealed record ListedSetFile(string File, int Stripe, long? Length, string? Sha256, string Presence);

/// <summary>The result of <c>sets/list</c>.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Problems">Files, folders and targets that could not be looked at, and databases, instances and stores that are named and have no sets.</param>
internal sealed record SetListAnswer(int Count, IReadOnlyList<PathProblem> Problems);
