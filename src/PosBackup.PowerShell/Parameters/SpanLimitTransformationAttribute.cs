using System.Globalization;

namespace PosBackup.PowerShell.Parameters;

/// <summary>Makes a <see cref="SpanLimit"/> of the word none, and of all that is a span elsewhere.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SpanLimitTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly SpanTransformationAttribute Spans = new();

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object plain = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (plain is SpanLimit)
            return plain;
        if (plain is string text && string.Equals(text, SpanLimit.None, StringComparison.OrdinalIgnoreCase))
            return new SpanLimit(span: null);

        return Spans.Transform(engineIntrinsics, inputData) switch
        {
            null => null!,
            TimeSpan span => new SpanLimit(span),
            { } other when TimeSpan.TryParse(other.ToString(), CultureInfo.InvariantCulture, out TimeSpan span) => new SpanLimit(span),
            _ => throw new ArgumentTransformationMetadataException($"'{plain}' is no span of time: write it as 30s, 10m, 2h or 14d, or say {SpanLimit.None}"),
        };
    }
}
