using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Restores.Planning;

/// <summary>A plan with the statements behind its steps.</summary>
/// <param name="Plan">What a person sees.</param>
/// <param name="Statements">What is sent, step by step.</param>
/// <param name="Path">The sets.</param>
/// <param name="Decision">What becomes of a database in the way.</param>
internal sealed record PlannedRestore(RestorePlan Plan, IReadOnlyList<PlannedStatement> Statements, ChainPath Path, TargetDecision Decision);

/// <summary>The statement of one step: one of the three.</summary>
internal sealed record PlannedStatement
{
    public required RestoreStep Step { get; init; }

    public RestoreCommand? Restore { get; init; }

    public BackupCommand? TailLog { get; init; }

    public LongStatement? Own { get; init; }
}
