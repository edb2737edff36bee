namespace PosBackup.Benchmarks;

/// <summary>Somebody who reads a file as fast as they can.</summary>
internal interface IContestant : IAsyncDisposable
{
    /// <summary>Who it is and what it does.</summary>
    string Name { get; }

    /// <summary>Bytes that one run gets through.</summary>
    long Bytes { get; }

    /// <summary>Cores that it may use.</summary>
    int Cores { get; }

    /// <summary>Highest memory of its process so far, in bytes; null when nobody looked.</summary>
    long? PeakMemory { get; }

    /// <summary>Does it once.</summary>
    Task<TimeSpan> RunAsync();
}
