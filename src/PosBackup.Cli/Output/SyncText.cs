using System.Globalization;
using PosBackup.Cli.Json;
using PosBackup.Engine;
using PosBackup.Engine.Transfers;

namespace PosBackup.Cli.Output;

/// <summary>What is to be shipped, and what was, for a person.</summary>
internal static class SyncText
{
    public static IEnumerable<string> Describe(IReadOnlyList<PlannedSync> plans)
    {
        foreach (PlannedSync planned in plans.Where(planned => planned.Plan is not null))
        {
            SyncPlan plan = planned.Plan!;
            if (plan.Items.Count > 0)
            {
                foreach (string line in TextTable.Lines([["target", "does", "bytes", "file", "because"], .. plan.Items.Select(item => Row(plan, item))]))
                    yield return line;
            }

            yield return string.Create(
                CultureInfo.InvariantCulture, $"{Name(plan.Target, plan.Medium)}: {plan.Items.Count} to do, {Quantity.Size(plan.Bytes)} to send; {plan.Protected} proven there already{(plan.Unprotected > 0 ? $"; {plan.Unprotected} cannot be shipped" : "")}");
        }
    }

    public static IEnumerable<string> Describe(SyncReport report)
    {
        foreach (TargetSyncResult target in report.Targets)
        {
            foreach (CopyResult copy in target.Copies.Where(copy => copy.Outcome == SyncOutcome.Succeeded))
                yield return Describe(target, copy);

            yield return Sum(target);
        }
    }

    private static string[] Row(SyncPlan plan, SyncItem item) => [Name(plan.Target, plan.Medium), EnumName.Of(item.Action), Quantity.Size(item.Bytes), item.File, item.Reason];

    private static string Describe(TargetSyncResult target, CopyResult copy)
    {
        string sent = copy.BytesSent > 0 ? $"{Quantity.Size(copy.BytesSent)} sent" : "nothing sent";
        string rate = copy is { BytesSent: > 0, Duration.TotalSeconds: > 0.1 } ? $" in {Quantity.Duration(copy.Duration)}" : "";
        string resumed = copy.ResumedAt > 0 ? $", resumed at {Quantity.Size(copy.ResumedAt)}" : "";
        string again = copy.BytesResent > 0 ? $", {Quantity.Size(copy.BytesResent)} of it a second time" : "";
        string attempts = copy.Attempts > 1 ? string.Create(CultureInfo.InvariantCulture, $", {copy.Attempts} attempts") : "";
        return $"{copy.Item.File} is on {Name(target.Target, target.Medium)}: {copy.Path}; {sent}{rate}{resumed}{again}{attempts}; proven: {Depth(copy)}";
    }

    private static string Depth(CopyResult copy) => copy.Copy!.Depth switch
    {
        Engine.Targets.Definitions.VerificationDepth.Whole => "every byte read back",
        Engine.Targets.Definitions.VerificationDepth.ServerHash => "by the server's own hash",
        _ => $"a sample read back ({Quantity.Size(copy.BytesReadBack)})",
    };

    private static string Sum(TargetSyncResult target)
    {
        int good = target.Copies.Count(copy => copy.Outcome == SyncOutcome.Succeeded);
        string missing = target.Unprotected > 0 ? string.Create(CultureInfo.InvariantCulture, $", {target.Unprotected} cannot be shipped") : "";
        return target.Message is not null
            ? $"{target.Target}: nothing was done"
            : target.Copies.Count == 0 ? string.Create(CultureInfo.InvariantCulture, $"{Name(target.Target, target.Medium)}: nothing to do, {CountText.Of(target.AlreadyProtected, "is", "are")} proven there{missing}")
            : string.Create(CultureInfo.InvariantCulture, $"{Name(target.Target, target.Medium)}: {good} of {target.Copies.Count} shipped or proven, {CountText.Of(target.AlreadyProtected, "was", "were")} proven there before{missing}");
    }

    private static string Name(string target, string medium) => medium.Length > 0 ? $"{target} ({medium})" : target;
}
