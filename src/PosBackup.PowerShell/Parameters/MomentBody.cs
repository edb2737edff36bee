using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Parameters;

/// <summary>A moment to bring back, as the engine takes it.</summary>
internal static class MomentBody
{
    public static JsonObject Latest => new() { ["kind"] = RestoreMomentKind.Latest };

    public static JsonObject At(RestoreTime time) => new() { ["kind"] = RestoreMomentKind.Time, ["time"] = time.Text, ["isLocal"] = time.IsLocal };

    public static JsonObject EndOf(Guid set) => new() { ["kind"] = RestoreMomentKind.Set, ["setGuid"] = set };

    public static JsonObject AtLsn(string lsn, bool isBefore) => new() { ["kind"] = RestoreMomentKind.Lsn, ["lsn"] = lsn, ["isBefore"] = isBefore };

    public static JsonObject AtMark(string mark, RestoreTime? after, bool isBefore) => new() { ["kind"] = RestoreMomentKind.Mark, ["mark"] = mark, ["after"] = after?.Text, ["isBefore"] = isBefore };
}
