using PosBackup.Engine.Catalog;
using PosBackup.Engine.StrictJson;

namespace PosBackup.Engine.Drills.Assertions;

/// <summary>Those values of an assertion's properties that are compared with what a query answers.</summary>
internal sealed class AssertionValues(Properties properties)
{
    public AssertionValue? Scalar(string name)
    {
        if (properties.Find(name) is not { } value)
            return null;

        return Scalars.Value(value) ?? Mistake(name, "must be a number of at most 28 digits, a text, a date as text, true, false or null");
    }

    public AssertionValue? Bound(string name)
    {
        if (properties.Find(name) is not { } value)
            return null;

        return Scalars.Value(value) switch
        {
            NumberValue number => number,
            TextValue { Value: var text } when Scalars.Moment(text) is { } moment => moment,
            _ => Mistake(name, "must be a number of at most 28 digits or a date such as \"2026-03-01\" or \"2026-03-01T18:30:00+08:00\""),
        };
    }

    private AssertionValue? Mistake(string name, string what)
    {
        properties.Mistake(name, what);
        return null;
    }
}
