using System.Text.Json;
using PosBackup.Engine.StrictJson;

namespace PosBackup.Engine.Retention.Policies;

/// <summary>Writes a file of retention, without what was not said.</summary>
internal static class RetentionWriter
{
    public static ReadOnlyMemory<byte> Write(RetentionFile file) => WrittenFile.Of(RetentionFile.CurrentSchema, json =>
    {
        json.WriteStartObject("policy");
        Terms(json, file.Policy);
        json.WriteEndObject();
        Targets(json, file.Targets);
        if (file.Holds.Count > 0)
            HoldElements.Write(json, file.Holds, file.Policy.Zone ?? TimeZoneInfo.Local);
    });

    private static void Targets(Utf8JsonWriter json, IReadOnlyList<TargetTerms> targets)
    {
        if (targets.Count == 0)
            return;

        json.WriteStartObject("targets");
        foreach (TargetTerms target in targets)
        {
            json.WriteStartObject(target.Target);
            Terms(json, target.Terms);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Terms(Utf8JsonWriter json, RetentionTerms terms)
    {
        Limit(json, PolicyProperty.Window, terms.Window);
        Number(json, PolicyProperty.KeepLast, terms.KeepLast);
        Number(json, PolicyProperty.Daily, terms.Daily);
        Number(json, PolicyProperty.Weekly, terms.Weekly);
        Number(json, PolicyProperty.Monthly, terms.Monthly);
        Number(json, PolicyProperty.Yearly, terms.Yearly);
        Number(json, PolicyProperty.MinimumChains, terms.MinimumChains);
        Limit(json, PolicyProperty.MaximumAge, terms.MaximumAge);
        Text(json, PolicyProperty.DroppedGrace, terms.DroppedGrace is { } grace ? SpanText.Of(grace) : null);
        Number(json, PolicyProperty.Copies, terms.Copies);
        Text(json, PolicyProperty.CopiesProvenWithin, terms.CopiesProvenWithin is { } within ? SpanText.Of(within) : null);
        Text(json, PolicyProperty.CopyOnly, terms.CopyOnly is { } copyOnly ? RetentionValues.Of(copyOnly) : null);
        Text(json, PolicyProperty.Foreign, terms.Foreign is { } foreign ? RetentionValues.Of(foreign) : null);
        Text(json, PolicyProperty.MaximumDelete, terms.MaximumDelete is { } share ? PercentText.Of(share) : null);
        Text(json, PolicyProperty.Zone, terms.Zone?.Id);
    }

    private static void Limit(Utf8JsonWriter json, PolicyProperty property, SpanLimit? limit)
    {
        if (limit is { Span: null })
            json.WriteNull(property.Name);
        else
            Text(json, property, limit is { Span: { } span } ? SpanText.Of(span) : null);
    }

    private static void Number(Utf8JsonWriter json, PolicyProperty property, int? number)
    {
        if (number is { } value)
            json.WriteNumber(property.Name, value);
    }

    private static void Text(Utf8JsonWriter json, PolicyProperty property, string? text)
    {
        if (text is not null)
            json.WriteString(property.Name, text);
    }
}
