using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Retention.Planning.Judging;

/// <summary>What was decided of a set; a <see cref="SetDecision"/> is made of it when somebody asks.</summary>
/// <param name="Set">The set.</param>
/// <param name="Keeps">Why it stays.</param>
/// <param name="Removal">Why it would go if nothing asked for it.</param>
internal readonly record struct SetOutcome(BackupSet Set, IReadOnlyList<KeepReason> Keeps, RemoveReason Removal);
