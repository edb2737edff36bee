using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Engine.Tests.Catalog.Chains;

/// <summary>
/// A database that lives, is backed up and restored, and remembers every record of its log. Clock, LSNs, forks and differential bases are
/// kept as SQL Server keeps them; what happens is for the caller to say.
/// </summary>
internal sealed class ShopHistory
{
    public static readonly DateTimeOffset Morning = new(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(1));

    private readonly Dictionary<Guid, (Guid Parent, uint Point)> _forks = [];
    private int _guids;
    private uint? _logFrom;
    private uint? _forkPoint;
    private Guid _formerFork;
    private (Guid Guid, uint Checkpoint)? _base;

    public ShopHistory()
    {
        Family = NewGuid();
        Fork = NewGuid();
        Lives.Add((DateTimeOffset.MinValue, Fork));
    }

    /// <summary>What was taken, in the order in which it was.</summary>
    public List<TakenSet> Sets { get; } = [];

    /// <summary>All that was committed, on every fork.</summary>
    public List<(Guid Fork, uint Lsn, DateTimeOffset At)> Records { get; } = [];

    /// <summary>Since when the database was on each fork.</summary>
    public List<(DateTimeOffset Since, Guid Fork)> Lives { get; } = [];

    public DateTimeOffset Now { get; set; } = Morning;

    /// <summary>What the machine takes the offset from UTC to be.</summary>
    public TimeSpan Offset { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How far the clock of the machine is wrong.</summary>
    public TimeSpan Skew { get; set; }

    public string Name { get; set; } = "Shop";

    public string Instance { get; set; } = "TILL";

    public RecoveryModel Model { get; private set; } = RecoveryModel.Full;

    public Guid Family { get; set; }

    public Guid Fork { get; private set; }

    public uint Lsn { get; private set; } = 100;

    public bool CanLog => _logFrom is not null && Model != RecoveryModel.Simple;

    public (Guid Guid, uint Checkpoint)? Base => _base;

    public static Lsn At(uint lsn) => new(36, lsn, 1);

    public Guid NewGuid() => new(++_guids, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    /// <summary>Something is committed.</summary>
    public void Work(uint records = 1)
    {
        for (uint i = 0; i < records; i++)
            Records.Add((Fork, Lsn++, Now));
    }

    public void SetModel(RecoveryModel model)
    {
        Model = model;
        if (model == RecoveryModel.Simple)
            _logFrom = null;
    }

    /// <summary>Takes a backup at this moment.</summary>
    public TakenSet Take(BackupKind kind, BackupFlags flags = BackupFlags.None, TimeSpan? lasting = null, long? size = null)
    {
        bool isLog = kind == BackupKind.Log;
        uint first = isLog ? _logFrom ?? throw new InvalidOperationException("there is no log chain") : Lsn;
        if (kind == BackupKind.Differential && _base is null)
            throw new InvalidOperationException("there is no differential base");

        ServerTime started = Clock();
        DateTimeOffset begun = Now;
        if (!isLog)
            Work();

        Now += lasting ?? TimeSpan.FromSeconds(10);
        Guid guid = NewGuid();
        var set = new BackupSet
        {
            SetGuid = guid,
            Position = 1,
            Kind = kind,
            Database = Name,
            Instance = Instance,
            FamilyGuid = Family,
            RecoveryForkGuid = Fork,
            FirstRecoveryForkGuid = _forkPoint is null ? Fork : _formerFork,
            ForkPointLsn = _forkPoint is { } point ? At(point) : null,
            FirstLsn = At(first),
            LastLsn = At(Lsn),
            CheckpointLsn = At(first),
            DifferentialBaseGuid = kind == BackupKind.Differential ? _base!.Value.Guid : null,
            DifferentialBaseLsn = kind == BackupKind.Differential ? At(_base!.Value.Checkpoint) : null,
            RecoveryModel = Model,
            Flags = flags,
            StartedAt = started,
            FinishedAt = Clock(),
            BackupSize = size ?? (kind == BackupKind.Full ? 2_000_000_000 : kind == BackupKind.Differential ? 100_000_000 : 50_000_000),
        };
        bool isCopy = flags.HasFlag(BackupFlags.CopyOnly);
        if (kind == BackupKind.Full && !isCopy)
            _base = (guid, first);

        if (Model != RecoveryModel.Simple && !isLog)
            _logFrom ??= first;

        if (isLog && !isCopy)
        {
            _logFrom = Lsn;
            _forkPoint = null;
        }

        var taken = new TakenSet(Sets.Count + 1, set, begun);
        Sets.Add(taken);
        return taken;
    }

    /// <summary>The database is restored to a place in its log and goes on from there.</summary>
    /// <param name="fork">Fork of the place.</param>
    /// <param name="lsn">The place.</param>
    /// <param name="logFrom">Where the next log backup begins; null: at the place.</param>
    public void Restore(Guid fork, uint lsn, uint? logFrom = null)
    {
        _formerFork = fork;
        _forkPoint = lsn;
        Lsn = lsn;
        Fork = NewGuid();
        _forks.Add(Fork, (fork, lsn));
        _logFrom = Model == RecoveryModel.Simple ? null : logFrom ?? lsn;
        _base = Sets.Where(taken => taken.Set.Kind == BackupKind.Full && !taken.Set.IsCopyOnly && !taken.Set.IsSnapshot && taken.Set.FamilyGuid == Family && Contains(fork, taken.Set.RecoveryForkGuid, taken.Set.LastLsn, At(lsn)))
            .Select(taken => ((Guid, uint)?)(taken.Set.SetGuid, taken.Set.CheckpointLsn.Block)).LastOrDefault();
        Lives.Add((Now, Fork));
        Work();
    }

    /// <summary>The database is dropped, and another made under its name.</summary>
    public void DropAndCreate()
    {
        Family = NewGuid();
        Fork = NewGuid();
        Lsn = 100;
        _logFrom = null;
        _forkPoint = null;
        _base = null;
        Lives.Add((Now, Fork));
    }

    /// <summary>The fork that the database was on.</summary>
    public Guid ForkAt(DateTimeOffset moment) => Lives.Last(life => life.Since <= moment).Fork;

    /// <summary>Whether a place is part of what led to another.</summary>
    public bool Contains(Guid fork, Guid placeFork, Lsn place, Lsn upTo)
    {
        while (true)
        {
            if (fork == placeFork)
                return place <= upTo;

            if (!_forks.TryGetValue(fork, out (Guid Parent, uint Point) left))
                return false;

            upTo = At(left.Point) < upTo ? At(left.Point) : upTo;
            fork = left.Parent;
        }
    }

    /// <summary>Records that a state holds, the oldest first.</summary>
    public IReadOnlyList<(Guid Fork, uint Lsn, DateTimeOffset At)> RecordsOf(Guid fork, Lsn end) =>
        [.. Records.Where(record => Contains(fork, record.Fork, At(record.Lsn + 1), end)).OrderBy(record => record.Lsn)];

    public IReadOnlyList<SetFamily> Families() => ChainBuilder.Build(Sets.SelectMany(taken => taken.Sightings()));

    public ChainSearch Find(RestoreMoment moment, ChainOptions? options = null) => ChainFinder.Find(Families(), moment, options ?? new ChainOptions { Database = "Shop" });

    /// <summary>What a search found, in numbers of sets: <c>1 2 3!</c> stops in the third, <c>1 2? 3!</c> may stop in the second already.</summary>
    public string Tell(ChainSearch search) => search.Path is { } path
        ? string.Join(' ', path.Steps.Select(step => $"{Number(step.Known.Set.SetGuid)}{(step.MayFinish ? "?" : step.HasStop ? "!" : "")}"))
        : $"{search.Gap!.Reason}: {Tell(search.Gap.Before)}–{Tell(search.Gap.After)}";

    public string Way(RestoreMoment moment, ChainOptions? options = null) => Tell(Find(moment, options));

    public int Number(Guid set) => Sets.FindIndex(taken => taken.Set.SetGuid == set) + 1;

    /// <summary>A time of the first day of the history, in the offset of its morning.</summary>
    public static RestoreMoment Time(string time) => new RestoreMoment.At(new DateTimeOffset(Morning.Date.Add(TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture)), Morning.Offset));

    private string Tell(ReachableMoment? moment) => moment is null ? "" : moment.EndOfSet is { } set ? Number(set).ToString(System.Globalization.CultureInfo.InvariantCulture) : moment.At.ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);

    private ServerTime Clock()
    {
        DateTimeOffset shown = (Now + Skew).ToOffset(Offset);
        return new ServerTime(new DateTime(shown.Ticks - (shown.Ticks % TimeSpan.TicksPerSecond)), Offset);
    }
}
