using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Parameters;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Commands;

/// <summary>Removes the definitions of targets. What lies there stays there.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "PosBackupTarget", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(BackupTarget))]
public sealed class UnregisterPosBackupTargetCommand : PosBackupCommand
{
    /// <summary>Names of targets.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Target")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>File of targets. By default targets.json beside the default catalog.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TargetsPath { get; set; }

    /// <summary>Gives the definitions that were removed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            if (ShouldProcess($"target {name}", "Remove the definition; the copies there stay"))
                Remove(name);
        }
    }

    private void Remove(string name)
    {
        try
        {
            JsonValue change = Request("targets/unregister", new JsonObject { ["name"] = name, ["targetsFile"] = PathArguments.Whole(this, TargetsPath) });
            if (PassThru)
                WriteObject(TargetChange.Target(change));
        }
        catch (PosBackupException e) when (e.Code is "TargetNotFound")
        {
            WriteError(ErrorRecords.Of(e, name));
        }
        catch (PosBackupException e)
        {
            ThrowTerminatingError(ErrorRecords.Of(e, name));
        }
    }
}
