using System.Collections.Concurrent;

namespace PosBackup.SqlStandIn.Storage;

/// <summary>Faults that a test asks for. Each fires once and is then forgotten, unless it says otherwise.</summary>
public sealed class FaultPlan
{
    private readonly ConcurrentQueue<Fault> _faults = new();

    /// <summary>Asks for a fault.</summary>
    public void Add(Fault fault) => _faults.Enqueue(fault);

    /// <summary>Takes the first fault of a kind that concerns the database, or null.</summary>
    public Fault? Take(FaultKind kind, string? database = null)
    {
        Fault? taken = null;
        for (int rest = _faults.Count; rest > 0 && _faults.TryDequeue(out Fault? fault); rest--)
        {
            bool fits = fault.Kind == kind && (fault.Database is null || string.Equals(fault.Database, database, StringComparison.OrdinalIgnoreCase));
            if (taken is null && fits)
                taken = fault;
            if (taken != fault || fault.Repeats)
                _faults.Enqueue(fault);
        }

        return taken;
    }

    public void Clear() => _faults.Clear();
}

/// <summary>One fault.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Database">Only for this database; null = the next operation of any.</param>
/// <param name="Amount">Bytes (disk full), percent (drop, kill, hang, slow), page (damage).</param>
public sealed record Fault(FaultKind Kind, string? Database = null, long Amount = 0)
{
    /// <summary>Whether it fires again and again.</summary>
    public bool Repeats { get; init; }

    /// <summary>What a hanging or slow operation waits for at each step; completes to let it go on.</summary>
    public Func<double, CancellationToken, Task>? Gate { get; init; }
}

/// <summary>What can go wrong.</summary>
public enum FaultKind
{
    /// <summary>The folder of a backup file is missing: 3201, error 3.</summary>
    PathMissing,

    /// <summary>The folder of a backup file may not be written: 3201, error 5.</summary>
    AccessDenied,

    /// <summary>The disk is full after Amount bytes: 3202, error 112.</summary>
    DiskFull,

    /// <summary>Page Amount of the data file is damaged: 3043, 824.</summary>
    DamagedPage,

    /// <summary>The connection breaks at Amount percent.</summary>
    DropConnection,

    /// <summary>Somebody KILLs the session at Amount percent: 596.</summary>
    Kill,

    /// <summary>Nothing more happens from Amount percent on, until an attention.</summary>
    Hang,

    /// <summary>Every step waits for the Gate.</summary>
    Slow,
}
