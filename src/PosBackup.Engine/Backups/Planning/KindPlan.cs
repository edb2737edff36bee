using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Planning;

/// <summary>Which kind is taken, and why not the one that was asked for.</summary>
internal sealed record KindPlan
{
    public required BackupKind Kind { get; init; }

    /// <summary>Each step from the requested kind to the taken one, in order.</summary>
    public IReadOnlyList<Promotion> Promotions { get; init; } = [];

    public IReadOnlyList<BackupNote> Notes { get; init; } = [];

    /// <summary>The plan one step further up.</summary>
    public KindPlan To(BackupKind kind, Promotion promotion) => this with { Kind = kind, Promotions = [.. Promotions, promotion] };

    public KindPlan With(BackupNote note) => this with { Notes = [.. Notes, note] };
}
