using PosBackup.Engine.Restores.Facts;

namespace PosBackup.Engine.Restores.Planning;

/// <summary>A plan with the facts that it was made of.</summary>
internal sealed record PreparedRestore(PlannedRestore Planned, RestoreFacts Facts);
