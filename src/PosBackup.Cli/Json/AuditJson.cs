using PosBackup.Engine.Retention.Audit;

namespace PosBackup.Cli.Json;

/// <summary>The document of <c>audit verify --json</c>.</summary>
internal sealed record AuditVerificationJson(
    string Log, bool Intact, long Lines, AuditHeadJson Head, AuditHeadJson? Known, AuditProblemJson? Problem, IReadOnlyList<AuditProblemJson> Problems,
    IReadOnlyList<AuditExplanationJson> Explained, long TornBytes)
{
    public static AuditVerificationJson Of(AuditVerification found) => new(
        found.Path,
        found.IsIntact,
        found.Lines,
        AuditHeadJson.Of(found.Head),
        found.Known is { } known ? AuditHeadJson.Of(known) : null,
        found.Problem is { } problem ? AuditProblemJson.Of(problem) : null,
        [.. found.Problems.Select(AuditProblemJson.Of)],
        [.. found.Explained.Select(AuditExplanationJson.Of)],
        found.TornBytes);
}

/// <summary>The end of a chain.</summary>
internal sealed record AuditHeadJson(long Sequence, string Hash)
{
    public static AuditHeadJson Of(AuditHead head) => new(head.Sequence, head.Hash);
}

/// <summary>A line that does not fit.</summary>
internal sealed record AuditProblemJson(string Kind, long Line, string Message)
{
    public static AuditProblemJson Of(AuditProblem problem) => new(EnumName.Of(problem.Kind), problem.Line, problem.Message);
}

/// <summary>A line that begins the chain anew, and what it explains.</summary>
internal sealed record AuditExplanationJson(long Line, DateTimeOffset At, string Account, string Machine, string Reason, IReadOnlyList<AuditProblemJson> Problems)
{
    public static AuditExplanationJson Of(AuditExplanation one) => new(one.Line, one.At, one.Actor.Account, one.Actor.Machine, one.Reason, [.. one.Problems.Select(AuditProblemJson.Of)]);
}

/// <summary>A row of <c>audit list --json</c>.</summary>
internal sealed record AuditRecordJson(
    long Sequence, DateTimeOffset At, string Kind, string? Target, string? Medium, string? Address, Guid? MediaSetId, IReadOnlyList<AuditedFile> Files, IReadOnlyList<AuditedSetJson> Sets, long Bytes,
    string Reason, string Account, string Machine, string ToolVersion, string Previous, string Hash)
{
    public static AuditRecordJson Of(AuditRecord record) => new(
        record.Sequence,
        record.At,
        EnumName.Of(record.Entry.Kind),
        record.Entry.Place?.Target,
        record.Entry.Place?.Medium,
        record.Entry.Address,
        record.Entry.MediaSetId,
        record.Entry.Files,
        [.. record.Entry.Sets.Select(AuditedSetJson.Of)],
        record.Entry.Bytes,
        record.Entry.Reason,
        record.Entry.Actor.Account,
        record.Entry.Actor.Machine,
        record.ToolVersion,
        record.Previous,
        record.Hash);
}

/// <summary>A set of a line.</summary>
internal sealed record AuditedSetJson(Guid SetGuid, string Database, DateTimeOffset? FinishedAt, string Reason, string? Instance, string? Kind, SetSizesJson? Sizes)
{
    public static AuditedSetJson Of(AuditedSet set) => new(
        set.SetGuid,
        set.Database,
        set.FinishedAt,
        set.Reason,
        set.Instance,
        set.Kind is { } kind ? EnumName.Of(kind) : null,
        set.Sizes is { } sizes ? new SetSizesJson(sizes.Backup, sizes.Compressed, sizes.Base) : null);
}

/// <summary>The sizes that were acknowledged.</summary>
internal sealed record SetSizesJson(long Backup, long Compressed, long? Base);
