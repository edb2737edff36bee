using System.Globalization;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Drills.Assertions;

/// <summary>What the query of an assertion gave: a value, no row, or an error.</summary>
/// <param name="Value">The value; null when there was no row or an error.</param>
/// <param name="Error">Why the query gave nothing to judge; null when it did.</param>
internal sealed record AssertionAnswer(AssertionValue? Value, string? Error)
{
    /// <summary>The query gave no row.</summary>
    public static AssertionAnswer NoRow { get; } = new(Value: null, Error: null);

    /// <summary>The query failed, took too long, or gave more than one value.</summary>
    public static AssertionAnswer Broken(string error) => new(Value: null, error);

    /// <summary>A value as SqlClient reads it.</summary>
    public static AssertionAnswer Of(object? value) => value switch
    {
        null or DBNull => Found(new NullValue()),
        bool bit => Found(new BooleanValue(bit)),
        byte or short or int or long or decimal => Found(new NumberValue(Convert.ToDecimal(value, CultureInfo.InvariantCulture))),
        double number => Found(new FloatValue(number)),
        float number => Found(new FloatValue(double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))),
        DateTime local => Found(new MomentValue(new ServerTime(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), Offset: null))),
        DateTimeOffset moment => Found(new MomentValue(new ServerTime(moment.DateTime, moment.Offset))),
        string text => Found(new TextValue(text)),
        Guid guid => Found(new TextValue(guid.ToString("D").ToUpperInvariant())),
        TimeSpan time => Found(new TextValue(time.ToString(@"hh\:mm\:ss\.fffffff", CultureInfo.InvariantCulture))),
        byte[] bytes => Found(new TextValue($"0x{Convert.ToHexString(bytes)}")),
        _ => Broken($"the query gives a value of the type {value.GetType().Name}, which no expectation can be compared with; cast it to a number, a date or a text"),
    };

    private static AssertionAnswer Found(AssertionValue value) => new(value, Error: null);
}
