using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Drills.Assertions;

/// <summary>
/// How two values compare.
/// <code>
/// number  number      exactly
/// number  float       as floats: 0.1 is the float that 0.1 is stored as
/// bit                 as the number 0 or 1
/// moment  moment      as instants; without an offset by that of the database's wall clock
/// moment  text        when the text is a date in ISO 8601
/// text    text        same or not, spaces at the end aside; no order (that is the collation's)
/// NULL    NULL        same; no order
/// all else            cannot be compared
/// </code>
/// </summary>
internal static class ValueOrder
{
    /// <summary>Less than, equal to or greater than zero; null when the two have no order.</summary>
    public static int? Compare(AssertionValue left, AssertionValue right, TimeSpan localOffset) => (Numeric(left), Numeric(right)) switch
    {
        (NumberValue a, NumberValue b) => a.Value.CompareTo(b.Value),
        (NumberValue a, FloatValue b) => ((double)a.Value).CompareTo(b.Value),
        (FloatValue a, NumberValue b) => a.Value.CompareTo((double)b.Value),
        (FloatValue a, FloatValue b) => a.Value.CompareTo(b.Value),
        (MomentValue a, MomentValue b) => UtcTicks(a, localOffset).CompareTo(UtcTicks(b, localOffset)),
        (MomentValue a, TextValue { Value: var text }) when Scalars.Moment(text) is { } b => UtcTicks(a, localOffset).CompareTo(UtcTicks(b, localOffset)),
        _ => null,
    };

    /// <summary>Whether two values are the same; null when they cannot be compared.</summary>
    public static bool? Same(AssertionValue left, AssertionValue right, TimeSpan localOffset) => (left, right) switch
    {
        (NullValue, NullValue) => true,
        (NullValue, _) or (_, NullValue) => false,
        (TextValue a, TextValue b) => a.Value.AsSpan().TrimEnd(' ').SequenceEqual(b.Value.AsSpan().TrimEnd(' ')),
        _ => Compare(left, right, localOffset) is { } order ? order == 0 : null,
    };

    /// <summary>Ticks since the year 1 in UTC; may lie before it, which no date type of ours could say.</summary>
    public static long UtcTicks(MomentValue moment, TimeSpan localOffset) => moment.Value.Local.Ticks - (moment.Value.Offset ?? localOffset).Ticks;

    /// <summary>Whether values of the kind can be compared by more or less.</summary>
    public static bool IsOrdered(AssertionValue value) => value is not (NullValue or TextValue);

    private static AssertionValue Numeric(AssertionValue value) => value is BooleanValue { Value: var bit } ? new NumberValue(bit ? 1 : 0) : value;
}
