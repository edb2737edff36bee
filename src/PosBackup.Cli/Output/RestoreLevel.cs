using PosBackup.Engine.Media;
using PosBackup.Engine.Restores;

namespace PosBackup.Cli.Output;

/// <summary>What a restore proves of the backups: a database that can be opened afterwards is L2, one that still waits proves nothing yet.</summary>
internal static class RestoreLevel
{
    public static VerificationLevel? Of(RestoreReport report) =>
        report is { Outcome: RestoreOutcome.Succeeded, Restored: not null } ? VerificationLevel.L2 : null;
}
