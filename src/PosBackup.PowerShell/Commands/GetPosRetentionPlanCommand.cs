using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Commands;

/// <summary>Says what the retention policy keeps and what it lets go, place by place, each set with its reason. Changes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "PosRetentionPlan")]
[OutputType(typeof(RetentionPlan))]
public sealed class GetPosRetentionPlanCommand : RetentionOptionsCommand
{
    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var media = new List<JudgedMedia>();
        JsonValue report = Call("expire/plan", RetentionBody(), Subject, record => media.Add(RecordMapper.Read<JudgedMedia>(record)));
        foreach (JsonValue each in report["places"].Items)
        {
            RetentionPlan place = RecordMapper.Read<RetentionPlan>(each);
            place.Media = [.. media.Where(judged => string.Equals(judged.Target, place.Target, StringComparison.Ordinal) && string.Equals(judged.Medium, place.Medium, StringComparison.Ordinal))];
            WriteObject(place);
            Tell(place);
        }
    }
}
