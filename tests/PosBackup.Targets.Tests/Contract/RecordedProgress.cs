namespace PosBackup.Targets.Tests.Contract;

/// <summary>What was told, in the order it was told; at once, on the thread that tells.</summary>
internal sealed class RecordedProgress : IProgress<long>
{
    private readonly Lock _lock = new();
    private readonly List<long> _values = [];

    public IReadOnlyList<long> Values
    {
        get { lock (_lock) return [.. _values]; }
    }

    public void Report(long value)
    {
        lock (_lock)
            _values.Add(value);
    }
}
