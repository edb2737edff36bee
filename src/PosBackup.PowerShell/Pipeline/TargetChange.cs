using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Pipeline;

/// <summary>What became of the definition of a target.</summary>
internal static class TargetChange
{
    /// <summary>The target, with the file that defines it.</summary>
    public static BackupTarget Target(JsonValue change)
    {
        BackupTarget target = RecordMapper.Read<BackupTarget>(change["target"]);
        target.File = change["file"].Text;
        target.Store = change["store"].Text;
        return target;
    }
}
