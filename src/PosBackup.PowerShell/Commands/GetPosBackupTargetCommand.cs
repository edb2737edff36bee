using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Parameters;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Commands;

/// <summary>Lists the targets that are defined, without their secrets. Connects to none.</summary>
[Cmdlet(VerbsCommon.Get, "PosBackupTarget")]
[OutputType(typeof(BackupTarget))]
public sealed class GetPosBackupTargetCommand : PosBackupCommand
{
    private readonly List<string> _names = [];

    /// <summary>Names of targets; wildcards are allowed. By default all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Target")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>File of targets. By default targets.json beside the default catalog.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TargetsPath { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => _names.AddRange(Name.Except(_names, StringComparer.OrdinalIgnoreCase));

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput && _names.Count == 0)
            return;

        var targets = new List<BackupTarget>();
        string? file = PathArguments.Whole(this, TargetsPath);
        JsonValue answer = Call("targets/list", new JsonObject { ["targetsFile"] = file, ["names"] = _names.Count > 0 ? _names : null }, file, record => targets.Add(RecordMapper.Read<BackupTarget>(record)));
        foreach (BackupTarget target in targets)
        {
            target.File = answer["file"].Text;
            target.Store = answer["store"].Text;
            WriteObject(target);
        }

        foreach (string name in _names.Where(name => !WildcardPattern.ContainsWildcardCharacters(name) && !targets.Exists(target => string.Equals(target.Name, name, StringComparison.OrdinalIgnoreCase))))
            WriteError(ErrorRecords.Of("TargetNotFound", $"no target {name} is defined in {answer["file"].Text}", "Get-PosBackupTarget lists those that are; Register-PosBackupTarget defines one", name));
    }
}
