namespace PosBackup.Engine.Targets;

/// <summary>Where the bytes of a put go.</summary>
public sealed record PutRequest
{
    /// <summary>Whether the file begins anew.</summary>
    public PutMode Mode { get; init; } = PutMode.Create;

    /// <summary>First byte in the file; 0 with <see cref="PutMode.Create"/>.</summary>
    public long Offset { get; init; }

    /// <summary>Bytes that are to be read from the content. A content that ends before is an <see cref="EndOfStreamException"/>.</summary>
    public required long Length { get; init; }

    /// <summary>Time stamp that the file gets at its end, where the target keeps one (<see cref="TargetFeatures.SetTime"/>); null leaves it alone.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Told, from any thread and in order, how many bytes of this put the target has acknowledged; these are safe from a lost line.</summary>
    public IProgress<long>? Acknowledged { get; init; }
}

/// <summary>Whether a put begins a file anew.</summary>
public enum PutMode
{
    /// <summary>A new file; one of that name loses its content first.</summary>
    Create,

    /// <summary>
    /// Into the file that is there: what lies before the offset and behind the range stays. The offset is at most the file's length,
    /// unless <see cref="TargetFeatures.WriteAnywhere"/> allows a hole.
    /// </summary>
    Continue,
}
