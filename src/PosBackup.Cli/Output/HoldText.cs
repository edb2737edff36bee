using System.Globalization;
using PosBackup.Cli.Json;
using PosBackup.Engine;
using PosBackup.Engine.Retention;

namespace PosBackup.Cli.Output;

/// <summary>Holds for a person.</summary>
internal static class HoldText
{
    public static IEnumerable<string> Lines(string path, IReadOnlyList<RetentionHold> holds, IReadOnlyList<HoldJson> known, DateTimeOffset now)
    {
        if (holds.Count > 0)
        {
            foreach (string line in TextTable.Lines([["set", "held", "database", "kind", "finished", "reason"], .. holds.Zip(known, (hold, set) => Row(hold, set, now))]))
                yield return line;
        }

        yield return $"{CountText.Of(holds.Count, "hold")} in {path}";
    }

    /// <summary>Until when, by the clock of this machine.</summary>
    public static string End(RetentionHold hold, DateTimeOffset now)
    {
        if (hold.Until is not { } end)
            return "for good";

        string time = end.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return hold.IsInForce(now) ? $"until {time}" : $"ended {time}";
    }

    private static string[] Row(RetentionHold hold, HoldJson known, DateTimeOffset now) =>
        [hold.SetGuid.ToString(), End(hold, now), known.Database ?? "not known here", known.Kind ?? "", known.FinishedAt ?? "", hold.Reason];
}
