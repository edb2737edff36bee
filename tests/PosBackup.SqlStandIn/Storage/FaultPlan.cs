namespace PosBackup.SqlStandIn.Storage;

/// <summary>Faults that a test asks for. Each fires once and is then forgotten, unless it says otherwise.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<Fault> _faults = [];

    /// <summary>Asks for a fault.</summary>
    public void Add(Fault fault)
    {
        lock (_lock)
            _faults.Add(fault);
    }

    /// <summary>Takes the first fault of a kind that concerns the database, or null.</summary>
    public Fault? Take(FaultKind kind, string? database = null) => TakeEach(database, kind) is [var fault] ? fault : null;

    /// <summary>Takes the first fault of each kind that concerns the database, in the order of the kinds.</summary>
    public IReadOnlyList<Fault> TakeEach(string? database, params ReadOnlySpan<FaultKind> kinds)
    {
        var taken = new List<Fault>();
        lock (_lock)
        {
            foreach (FaultKind kind in kinds)
            {
                int at = _faults.FindIndex(fault => fault.Kind == kind && fault.Concerns(database));
                if (at < 0)
                    continue;
                taken.Add(_faults[at]);
                if (!_faults[at].Repeats)
                    _faults.RemoveAt(at);
            }
        }

        return taken;
    }

    public void Clear()
    {
        lock (_lock)
            _faults.Clear();
    }
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

    internal bool Concerns(string? database) => Database is null || string.Equals(Database, database, StringComparison.OrdinalIgnoreCase);
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
