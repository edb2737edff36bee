using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Drills.Assertions;

/// <summary>Judges the answer of an assertion's query. Pure.</summary>
internal static class AssertionJudge
{
    public static AssertionResult Judge(Assertion assertion, AssertionAnswer answer, AssertionContext context)
    {
        Judgement[] judgements = [.. Expectations(assertion, answer.Value, context)];
        string[] reasons = [.. judgements.Select(one => one.Reason).OfType<string>().Distinct(StringComparer.Ordinal)];
        return new AssertionResult
        {
            Name = assertion.Name,
            Outcome = answer.Error is not null || Array.Exists(judgements, one => one.Holds is false) ? AssertionOutcome.Failed
                : Array.Exists(judgements, one => one.Holds is true) ? AssertionOutcome.Passed
                : AssertionOutcome.NotEvaluated,
            Expected = string.Join(" and ", judgements.Select(one => one.Expected)),
            Found = answer.Error is not null ? "nothing" : answer.Value?.ToString() ?? "no row",
            Reason = answer.Error ?? (reasons.Length > 0 ? string.Join("; ", reasons) : null),
            Value = answer.Value is { } value && ValueOrder.IsOrdered(value) ? value : null,
        };
    }

    private static IEnumerable<Judgement> Expectations(Assertion assertion, AssertionValue? found, AssertionContext context)
    {
        if (assertion.EqualTo is { } equal)
            yield return Same(equal, found, context);
        if (assertion.AtLeast is { } least)
            yield return Ordered($"at least {least}", found, least, order => order >= 0, context);
        if (assertion.AtMost is { } most)
            yield return Ordered($"at most {most}", found, most, order => order <= 0, context);
        if (assertion.NotOlderThan is { } age)
            yield return Recent(age, found, context);
        if (assertion.NotLowerThanLastDrill)
            yield return NotLower(found, context.Earlier.GetValueOrDefault(assertion.Name), context);
    }

    private static Judgement Same(AssertionValue expected, AssertionValue? found, AssertionContext context)
    {
        string text = $"equal to {expected}";
        if (found is null)
            return new Judgement(text, Holds: false);

        bool? same = ValueOrder.Same(found, expected, context.LocalOffset);
        return new Judgement(text, same is true, same is null ? CannotCompare(found, expected) : null);
    }

    private static Judgement Ordered(string text, AssertionValue? found, AssertionValue bound, Func<int, bool> holds, AssertionContext context)
    {
        if (found is null or NullValue)
            return new Judgement(text, Holds: false);

        return ValueOrder.Compare(found, bound, context.LocalOffset) is { } order
            ? new Judgement(text, holds(order))
            : new Judgement(text, Holds: false, CannotCompare(found, bound));
    }

    private static Judgement Recent(TimeSpan age, AssertionValue? found, AssertionContext context)
    {
        string text = $"not older than {SpanText.Of(age)} before {new ServerTime(context.Reached.DateTime, context.Reached.Offset)}";
        return found switch
        {
            null or NullValue => new Judgement(text, Holds: false),
            MomentValue moment => new Judgement(text, ValueOrder.UtcTicks(moment, context.LocalOffset) >= context.Reached.UtcTicks - age.Ticks),
            _ => new Judgement(text, Holds: false, $"{Kind(found)} has no age; let the query give a date"),
        };
    }

    private static Judgement NotLower(AssertionValue? found, AssertionValue? earlier, AssertionContext context)
    {
        const string Text = "not lower than in the last drill";
        if (found is TextValue)
            return new Judgement(Text, Holds: false, "a text is neither higher nor lower; let the query give a number or a date");
        if (earlier is null)
            return new Judgement(Text, Holds: null, "no earlier drill to compare with");

        string told = $"{Text} ({earlier})";
        if (found is null or NullValue)
            return new Judgement(told, Holds: false);

        return ValueOrder.Compare(found, earlier, context.LocalOffset) is { } order
            ? new Judgement(told, order >= 0)
            : new Judgement(told, Holds: null, $"the last drill found {Kind(earlier)}, this one {Kind(found)}");
    }

    private static string CannotCompare(AssertionValue found, AssertionValue expected) => $"{Kind(found)} cannot be compared with {Kind(expected)}";

    private static string Kind(AssertionValue value) => value switch
    {
        NumberValue or FloatValue => "a number",
        BooleanValue => "a bit",
        MomentValue => "a date",
        TextValue => "a text",
        _ => "NULL",
    };

    /// <param name="Expected">The expectation in words.</param>
    /// <param name="Holds">Whether it holds; null when there was nothing to judge by.</param>
    /// <param name="Reason">What expected and found do not say.</param>
    private readonly record struct Judgement(string Expected, bool? Holds, string? Reason = null);
}
