using System.Text.Json;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>A value of the right type that is none of its property, where more can be told of it than that.</summary>
/// <param name="why">What is wrong, to be read behind the name of the property. Repeats the value only where it can be no secret.</param>
/// <param name="hint">What to do about it.</param>
internal sealed class NoValueException(string why, string hint) : JsonException(why)
{
    public string Why { get; } = why;

    public string Hint { get; } = hint;
}
