using System.Globalization;
using System.Text.Json.Serialization;

namespace PosBackup.Engine.Catalog;

/// <summary>A value that an assertion expects, or that its query found. <c>ToString</c> prints it for a person, in no culture's way.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(NullValue), "null")]
[JsonDerivedType(typeof(NumberValue), "number")]
[JsonDerivedType(typeof(FloatValue), "float")]
[JsonDerivedType(typeof(BooleanValue), "boolean")]
[JsonDerivedType(typeof(MomentValue), "moment")]
[JsonDerivedType(typeof(TextValue), "text")]
public abstract record AssertionValue
{
    private protected AssertionValue()
    {
    }
}

/// <summary>NULL.</summary>
public sealed record NullValue : AssertionValue
{
    /// <inheritdoc/>
    public override string ToString() => "NULL";
}

/// <summary>An exact number: tinyint to bigint, decimal, numeric, money, or a number of a JSON file.</summary>
/// <param name="Value">The number.</param>
public sealed record NumberValue(decimal Value) : AssertionValue
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A binary number: float, or real with the digits that it prints.</summary>
/// <param name="Value">The number; never infinite.</param>
public sealed record FloatValue(double Value) : AssertionValue
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>A bit, or true and false of a JSON file.</summary>
/// <param name="Value">The bit.</param>
public sealed record BooleanValue(bool Value) : AssertionValue
{
    /// <inheritdoc/>
    public override string ToString() => Value ? "true" : "false";
}

/// <summary>A date and time: date, datetime, datetime2, smalldatetime without an offset, datetimeoffset with it.</summary>
/// <param name="Value">The wall clock and, where it is told, its offset.</param>
public sealed record MomentValue(ServerTime Value) : AssertionValue
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>Text, and what is none of the others: uniqueidentifier, time and binary as SQL Server prints them.</summary>
/// <param name="Value">The text.</param>
public sealed record TextValue(string Value) : AssertionValue
{
    private const int LongestPrinted = 200;

    /// <summary>The text in quotes; of a long one the beginning.</summary>
    public override string ToString() => Value.Length <= LongestPrinted ? $"\"{Value}\"" : $"\"{Value[..LongestPrinted]}…\" ({Value.Length} characters)";
}
