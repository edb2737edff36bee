using PosBackup.PowerShell.Formats;
using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Records;

/// <summary>What a step did.</summary>
public sealed class RestoreStepResult : Record
{
    /// <summary>Number of the step.</summary>
    public int Number { get; internal set; }

    /// <summary>How long it took.</summary>
    [JsonMember("seconds")]
    public TimeSpan Duration { get; internal set; }

    /// <summary>What the instance said.</summary>
    public IReadOnlyList<ServerMessage> Messages { get; internal set; } = [];

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Number}: {Readable.Span(Duration)}");
}
