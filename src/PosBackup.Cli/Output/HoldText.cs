using System.Globalization;
using PosBackup.Cli.Json;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;

namespace PosBackup.Cli.Output;

/// <summary>Holds for a person.</summary>
internal static class HoldText
{
    public static IEnumerable<string> Lines(string path, IReadOnlyList<(RetentionHold Hold, IReadOnlyList<CatalogEntry> Known)> holds, DateTimeOffset now)
    {
        if (holds.Count > 0)
        {
            foreach (string line in TextTable.Lines([["set", "held", "database", "kind", "finished", "reason"], .. holds.Select(hold => Row(hold.Hold, hold.Known, now))]))
                yield return line;
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"{holds.Count} holds in {path}");
    }

    /// <summary>Until when, by the clock of this machine.</summary>
    public static string End(RetentionHold hold, DateTimeOffset now)
    {
        if (hold.Until is not { } end)
            return "for good";

        string time = end.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return hold.IsInForce(now) ? $"until {time}" : $"ended {time}";
    }

    private static string[] Row(RetentionHold hold, IReadOnlyList<CatalogEntry> known, DateTimeOffset now)
    {
        BackupSet? set = known.Count > 0 ? known[0].Set : null;
        return
        [
            hold.SetGuid.ToString(),
            End(hold, now),
            set?.Database ?? "not known here",
            set is null ? "" : EnumName.Of(set.Kind),
            set?.FinishedAt?.Local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "",
            hold.Reason,
        ];
    }
}
