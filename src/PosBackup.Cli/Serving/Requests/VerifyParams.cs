
namespace PosBackup.Cli.Serving.Requests;

/// <summary>Params of <c>media/verify</c>.</summary>
internal sealed record VerifyParams
{
    public IReadOnlyList<string>? Paths { get; init; }

    /// <summary>Whether the paths come of a listing: what PosBackup lays beside media is passed over, as in a folder.</summary>
    public bool? Listed { get; init; }

    public bool? Quick { get; init; }

    public int? Parallelism { get; init; }

    public bool? Record { get; init; }

    public string? Catalog { get; init; }
}

/// <summary>The result of <c>media/verify</c>: how many files have which verdict, and which paths hold nothing to verify.</summary>
internal sealed record VerifyAnswer(int Intact, int Suspect, int Damaged, int NotChecked, IReadOnlyList<PathProblem> Problems);
