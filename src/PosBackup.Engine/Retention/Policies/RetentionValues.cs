using System.Text.Json;
using PosBackup.Engine.StrictJson;

namespace PosBackup.Engine.Retention.Policies;

/// <summary>Those values of a file of retention that only it has. Null is a property that is not there, or is a mistake.</summary>
internal sealed class RetentionValues(Properties properties)
{
    private const string AsOthers = "asOthers";
    private const string Keep = "keep";

    private readonly PropertyValues _values = new(properties);

    /// <summary>A treatment as the file writes it.</summary>
    public static string Of(SetTreatment treatment) => treatment == SetTreatment.Keep ? Keep : AsOthers;

    /// <summary>A span, or null for none.</summary>
    public SpanLimit? Limit(string name) =>
        _values.IsNull(name) ? new SpanLimit(Span: null)
        : Span(name) is { } span ? new SpanLimit(span)
        : null;

    /// <summary>A span, which may be 0.</summary>
    public TimeSpan? Span(string name)
    {
        if (properties.Find(name) is not { } value)
            return null;
        if (SpanText.TryParse(JsonText.Of(value), out TimeSpan span))
            return span;

        properties.Mistake(name, $"is no span of time: {SpanText.Form}");
        return null;
    }

    /// <summary>A share. A bare number is none: 0.5 could be half of all, or half a percent.</summary>
    public double? Share(string name)
    {
        if (properties.Find(name) is not { } value)
            return null;
        if (JsonText.Of(value) is [.., '%'] text && PercentText.TryParse(text, out double share))
            return share;

        properties.Mistake(name, $"is no share: {PercentText.Form}");
        return null;
    }

    /// <summary>What becomes of sets.</summary>
    public SetTreatment? Treatment(string name)
    {
        if (properties.Find(name) is not { } value)
            return null;

        switch (JsonText.Of(value))
        {
            case AsOthers:
                return SetTreatment.AsOthers;
            case Keep:
                return SetTreatment.Keep;
            default:
                properties.Mistake(name, $"must be {AsOthers} or {Keep}");
                return null;
        }
    }

    /// <summary>A time zone.</summary>
    public TimeZoneInfo? Zone(string name)
    {
        if (properties.Find(name) is not { } value)
            return null;
        if (JsonText.Of(value) is { Length: > 0 } text && TimeZoneInfo.TryFindSystemTimeZoneById(text, out TimeZoneInfo? zone))
            return zone;

        properties.Mistake(name, "is no time zone that this machine knows: name it as Asia/Shanghai, or as Windows does, China Standard Time");
        return null;
    }

    /// <summary>When a hold ends; null when it never does.</summary>
    public DateTimeOffset? End(string name, TimeZoneInfo zone)
    {
        if (properties.Find(name) is not { ValueKind: not JsonValueKind.Null } value)
            return null;
        if (HoldEnd.TryParse(JsonText.Of(value), zone, out DateTimeOffset end))
            return end;

        properties.Mistake(name, $"is no end: {HoldEnd.Form}");
        return null;
    }
}
