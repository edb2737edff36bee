using System.Text.Json;
using PosBackup.Engine.StrictJson;
using PosBackup.Engine.Targets.Definitions.Rules;

namespace PosBackup.Engine.Retention.Policies;

/// <summary>The array of holds in a file.</summary>
internal static class HoldElements
{
    private static readonly string[] Names = ["set", "reason", "until"];

    /// <param name="holds">What should be the array.</param>
    /// <param name="zone">Zone in which a day ends.</param>
    /// <param name="mistakes">Takes what is wrong.</param>
    public static IEnumerable<RetentionHold> Read(JsonElement holds, TimeZoneInfo zone, Mistakes mistakes)
    {
        if (holds.ValueKind != JsonValueKind.Array)
        {
            mistakes.Add("'holds' must be an array");
            yield break;
        }

        var sets = new HashSet<Guid>();
        foreach ((int index, JsonElement element) in holds.EnumerateArray().Index())
        {
            string where = $"hold {index + 1}";
            var properties = Properties.Of(element, where, Names, mistakes);
            RetentionHold hold = Hold(properties, zone);
            foreach (DefinitionMistake mistake in properties.IsObject ? HoldRules.Of(hold) : [])
                properties.Mistake(mistake.Property, mistake.What);
            if (hold.SetGuid != Guid.Empty && !sets.Add(hold.SetGuid))
                mistakes.Add($"{where}: its set has a hold before it");
            yield return hold;
        }
    }

    /// <param name="json">Where to.</param>
    /// <param name="holds">The holds.</param>
    /// <param name="zone">Zone by whose days ends are written; null: as times, which mean the same wherever they are read.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<RetentionHold> holds, TimeZoneInfo? zone)
    {
        json.WriteStartArray("holds");
        foreach (RetentionHold hold in holds)
        {
            json.WriteStartObject();
            json.WriteString("set", hold.SetGuid);
            json.WriteString("reason", hold.Reason);
            if (hold.Until is { } end)
                json.WriteString("until", zone is null ? HoldEnd.TimeOf(end) : HoldEnd.Of(end, zone));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static RetentionHold Hold(Properties properties, TimeZoneInfo zone)
    {
        var values = new PropertyValues(properties);
        Guid set = Guid.TryParseExact(values.Required("set"), "D", out Guid guid) ? guid : Guid.Empty;
        return new RetentionHold(set, values.Required("reason"), new RetentionValues(properties).End("until", zone));
    }
}
