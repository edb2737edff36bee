using PosBackup.Engine.Media;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>What a server says of damage that the engine's reader finds.</summary>
internal static class MediaDamage
{
    public static SqlErrorException Refusal(FindingCode code, string device) => code switch
    {
        FindingCode.Truncated => RestoreErrors.ReadFailed(device, RestoreErrors.EndOfFile),
        FindingCode.SetAborted => RestoreErrors.Incomplete(device),
        FindingCode.BlockHeaderDamaged or FindingCode.StreamHeaderDamaged or FindingCode.ChunkHeaderDamaged => RestoreErrors.IncorrectlyFormed(device),
        _ => RestoreErrors.Damaged(),
    };
}
