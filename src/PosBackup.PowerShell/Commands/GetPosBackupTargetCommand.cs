using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Commands;

/// <summary>Lists the targets that are defined, without their secrets. Connects to none.</summary>
[Cmdlet(VerbsCommon.Get, "PosBackupTarget")]
[OutputType(typeof(BackupTarget))]
public sealed class GetPosBackupTargetCommand : TargetNamesCommand
{
    /// <summary>To a question, none is an answer.</summary>
    private protected override void TellOfNoMatch(string message, string pattern) => WriteVerbose(message);

    private protected override JsonValue Ask(JsonObject body)
    {
        var targets = new List<BackupTarget>();
        JsonValue answer = Call("targets/list", body, TargetsPath, record => targets.Add(RecordMapper.Read<BackupTarget>(record)));
        foreach (BackupTarget target in targets)
        {
            target.File = answer["file"].Text;
            target.Store = answer["store"].Text;
            WriteObject(target);
        }

        return answer;
    }
}
