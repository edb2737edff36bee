using PosBackup.Engine.Catalog;
using PosBackup.Engine.Drills.Evidence;

namespace PosBackup.Engine.Drills.Steps;

/// <summary>What the catalog keeps of a drill.</summary>
internal static class History
{
    public static RecordedDrill Of(DrillEvidence evidence, string? evidencePath) => new()
    {
        DrillId = evidence.DrillId,
        Instance = evidence.Database.Instance,
        Database = evidence.Database.Name,
        FamilyGuid = evidence.Database.FamilyGuid,
        RestoredOn = evidence.RestoredOn.Name,
        StartedAt = evidence.StartedAt,
        FinishedAt = evidence.FinishedAt,
        Outcome = evidence.Outcome,
        Level = evidence.Level,
        Code = evidence.Code,
        Message = evidence.Message,
        Moment = evidence.Moment.Reached,
        RtoSeconds = evidence.Rto.Measured?.TotalSeconds,
        RtoTargetSeconds = evidence.Rto.Target?.TotalSeconds,
        Assertions = [.. evidence.Assertions.Select(one => new RecordedAssertion(one.Name, one.Outcome, one.Value))],
        EvidencePath = evidencePath,
    };
}
