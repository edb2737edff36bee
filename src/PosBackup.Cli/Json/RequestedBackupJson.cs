using System.Text.Json.Serialization;
using PosBackup.Engine.Backups;

namespace PosBackup.Cli.Json;

/// <summary>What a plan and a report tell alike of one requested database: it comes first in both.</summary>
internal abstract record RequestedBackupJson
{
    protected RequestedBackupJson(RequestedBackup backup)
    {
        Database = backup.Database;
        Outcome = EnumName.Of(backup.Outcome);
        Code = EnumName.Of(backup.Code);
        Message = backup.Message;
        Hint = backup.Hint;
        RequestedKind = EnumName.Of(backup.RequestedKind);
        Promotions = [.. backup.Promotions.Select(PromotionJson.Of)];
        Mode = EnumName.Of(backup.Mode);
        RollOver = backup.RollOver is { } rollOver ? RollOverJson.Of(rollOver) : null;
        Notes = [.. backup.Notes.Select(NoteJson.Of)];
    }

    [JsonPropertyOrder(-1)]
    public string Database { get; }

    [JsonPropertyOrder(-1)]
    public string Outcome { get; }

    [JsonPropertyOrder(-1)]
    public string Code { get; }

    [JsonPropertyOrder(-1)]
    public string Message { get; }

    [JsonPropertyOrder(-1)]
    public string? Hint { get; }

    [JsonPropertyOrder(-1)]
    public string RequestedKind { get; }

    [JsonPropertyOrder(-1)]
    public IReadOnlyList<PromotionJson> Promotions { get; }

    [JsonPropertyOrder(-1)]
    public string Mode { get; }

    [JsonPropertyOrder(-1)]
    public RollOverJson? RollOver { get; }

    [JsonPropertyOrder(-1)]
    public IReadOnlyList<NoteJson> Notes { get; }
}

/// <summary>Why another kind was taken than was asked for.</summary>
internal sealed record PromotionJson(string Reason, string Message, ForeignBackupJson? Foreign)
{
    public static PromotionJson Of(Promotion promotion) =>
        new(EnumName.Of(promotion.Reason), promotion.Message, promotion.Foreign is { } foreign ? ForeignBackupJson.Of(foreign) : null);
}

/// <summary>A backup of another tool.</summary>
internal sealed record ForeignBackupJson(Guid SetGuid, string Kind, string User, string Machine, string File, string FinishedAt, string Name, bool IsSnapshot)
{
    public static ForeignBackupJson Of(ForeignBackup foreign) => new(
        foreign.SetGuid, EnumName.Of(foreign.Kind), foreign.User, foreign.Machine, foreign.Path, foreign.FinishedAt.ToString(), foreign.Name, foreign.IsSnapshot);
}

/// <summary>Why a set got a new file in append mode.</summary>
internal sealed record RollOverJson(string Reason, string Message)
{
    public static RollOverJson Of(RollOver rollOver) => new(EnumName.Of(rollOver.Reason), rollOver.Message);
}

/// <summary>Something to know about a backup.</summary>
internal sealed record NoteJson(string Code, string Message, string? Hint)
{
    public static NoteJson Of(BackupNote note) => new(EnumName.Of(note.Code), note.Message, note.Hint);
}
