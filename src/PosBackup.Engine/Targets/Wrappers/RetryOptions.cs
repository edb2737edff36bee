namespace PosBackup.Engine.Targets.Wrappers;

/// <summary>How often, and after which waits, something is tried again.</summary>
internal sealed record RetryOptions
{
    /// <summary>Tries in a row without progress, the first one included. 6; 1 to 100.</summary>
    public int Tries { get; init; } = 6;

    /// <summary>Longest wait before the second try; it doubles with each further one. 1 s.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>No wait is longer. 30 s. With the defaults a line may be away for about 15 s on average, 31 s at most, before a call gives up.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);
}
