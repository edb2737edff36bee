using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Commands;

/// <summary>
/// Removes the backups that the retention policy lets go, and nothing else. The plan asks one question for each media set, of high impact; what is approved goes, dependents first.
/// -Force takes the question away, but neither -WhatIf nor a -Confirm that is given.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "ExpiredPosBackup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(JudgedMedia))]
public sealed class RemoveExpiredPosBackupCommand : RetentionOptionsCommand
{
    /// <summary>Removes without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        JsonObject body = RetentionBody();
        var planned = new List<JudgedMedia>();
        JsonValue plan = Call("expire/plan", body, Subject, record => planned.Add(RecordMapper.Read<JudgedMedia>(record)));
        JsonObject[] approved = [.. planned.Where(media => media.IsRemoved && MayRemove(media)).Select(Approval)];
        if (approved.Length == 0)
        {
            Tell(plan);
            return;
        }

        body["approved"] = approved;
        Tell(Call("expire/run", body, Subject, record => Write(RecordMapper.Read<JudgedMedia>(record))));
    }

    /// <summary>A removal that is refused night after night fills the disk: whoever runs this unattended sees it in the errors, as the command line says it by its exit code.</summary>
    private protected override void Alarm(string code, string message, string hint, string place) => WriteError(ErrorRecords.Of(code, message, hint, place));

    private static JsonObject Approval(JudgedMedia media) => new() { ["target"] = media.Target, ["medium"] = media.Medium, ["mediaSetId"] = media.MediaSetId };

    private bool MayRemove(JudgedMedia media)
    {
        string sets = string.Join(", ", media.Sets.Select(set => FormattableString.Invariant($"{set.Database} {set.Kind} of {set.FinishedAt:yyyy-MM-dd HH:mm}")));
        string target = FormattableString.Invariant($"{string.Join(", ", media.Files)} ({sets}; {media.Bytes} bytes) at {media.Place}");
        const string Action = "Remove the backup for good";
        var consent = new Consent(this);
        if (!Force || consent.IsWhatIf || consent.Confirm is not null)
            return MayRemove(target, Action, media.Place);

        WriteVerbose($"{Action}: {target}");
        return true;
    }

    private bool MayRemove(string target, string action, string place)
    {
        try
        {
            return ShouldProcess(target, action);
        }
        catch (Exception e) when (Consent.SaysThatNobodyIsThere(e))
        {
            ThrowTerminatingError(ErrorRecords.Of(new PosBackupException(RemovalRefused, $"{place}: backups would be removed, and nobody can be asked here whether they may be", "give -Force if they may, or look at them with -WhatIf", e), place));
            throw;
        }
    }

    private void Write(JudgedMedia media)
    {
        WriteObject(media);
        if (media.Outcome == RemovalOutcome.Failed)
            WriteError(ErrorRecords.Of(media.Code ?? "Unknown", $"{media.Place}: {string.Join(", ", media.Files)}: {media.Message}", media.Hint, media));
        else if (media.Message is { Length: > 0 } message)
            Warn($"{media.Place}: {string.Join(", ", media.Files)}: {message}", media.Hint);
    }

    private void Tell(JsonValue report)
    {
        foreach (JsonValue place in report["places"].Items)
            Tell(RecordMapper.Read<RetentionPlan>(place));
    }
}
