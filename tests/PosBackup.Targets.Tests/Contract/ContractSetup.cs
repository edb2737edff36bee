using PosBackup.Engine.Targets;

namespace PosBackup.Targets.Tests.Contract;

/// <summary>A place of files, and how it is reached from the front and from behind.</summary>
/// <param name="Open">Makes a target there; each call another.</param>
/// <param name="Behind">The same files from behind.</param>
public sealed record ContractPlace(Func<IBackupTarget> Open, IBehind Behind);

/// <summary>A target whose line a test cuts.</summary>
/// <param name="Place">The place.</param>
/// <param name="Cut">Breaks all connections there are, at once. The next connection is not harmed.</param>
public sealed record ContractCut(ContractPlace Place, Action Cut);

/// <summary>
/// What a target gives to be tested: a place, and faults. Each test works in a folder of its own, so that one server serves a whole class.
/// A fault that a target cannot have is left out by <see cref="LacksAttribute"/> on the class, which says why.
/// </summary>
public abstract class ContractSetup : IAsyncLifetime
{
    private readonly Stack<IAsyncDisposable> _leftovers = [];
    private ContractPlace? _place;
    private IBackupTarget? _target;

    /// <summary>How exactly listings tell time stamps. Servers without MLSD tell minutes, and of other years only the day.</summary>
    protected virtual TimeSpan ListedTimePrecision => TimeSpan.FromSeconds(1);

    /// <summary>Whether what the server acknowledged of a put outlives a lost line. Not where it writes at the close of a file.</summary>
    protected virtual bool KeepsWhatItAcknowledged => true;

    /// <summary>Names that this target cannot have, and why: puts of them are refused with <see cref="TargetFailure.Config"/>.</summary>
    protected virtual IReadOnlyDictionary<string, string> ImpossibleNames => new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Names that folders of this target cannot have, though files can, and why: puts into such folders are refused, and nothing is written elsewhere.</summary>
    protected virtual IReadOnlyDictionary<string, string> ImpossibleFolderNames => new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The target of this test.</summary>
    protected IBackupTarget Target => _target!;

    /// <summary>Its files from behind.</summary>
    protected IBehind Behind => _place!.Behind;

    /// <summary>The folder of this test, which is not there yet.</summary>
    protected TargetPath Here { get; } = TargetPath.Parse($"contract/{Guid.NewGuid():N}");

    public async Task InitializeAsync()
    {
        _place = await OpenPlaceAsync();
        _target = DisposedAfterTest(_place.Open());
    }

    public async Task DisposeAsync()
    {
        while (_leftovers.TryPop(out IAsyncDisposable? leftover))
            await leftover.DisposeAsync();
    }

    /// <summary>The place of the tests. Called once for each test; may be the same each time.</summary>
    protected abstract Task<ContractPlace> OpenPlaceAsync();

    /// <summary>A place with room for at most 8 MB.</summary>
    protected virtual Task<ContractPlace> OpenOnSmallDiskAsync() => throw Unanswered(nameof(OpenOnSmallDiskAsync));

    /// <summary>A target whose password is wrong.</summary>
    protected virtual Task<IBackupTarget> OpenWithWrongPasswordAsync() => throw Unanswered(nameof(OpenWithWrongPasswordAsync));

    /// <summary>A target at a port where nobody listens, or on a drive that is not there.</summary>
    protected virtual Task<IBackupTarget> OpenUnreachableAsync() => throw Unanswered(nameof(OpenUnreachableAsync));

    /// <summary>A target whose line can be cut.</summary>
    protected virtual Task<ContractCut> OpenOnBreakableLineAsync() => throw Unanswered(nameof(OpenOnBreakableLineAsync));

    /// <summary>Another target at the place, as another process would have it.</summary>
    protected IBackupTarget OpenAnother() => DisposedAfterTest(_place!.Open());

    /// <summary>Keeps something until the test is over; the last comes first.</summary>
    protected T DisposedAfterTest<T>(T thing)
        where T : IAsyncDisposable
    {
        _leftovers.Push(thing);
        return thing;
    }

    /// <summary>A file in the folder of this test.</summary>
    protected TargetPath At(string name) => TargetPath.Parse($"{Here}/{name}");

    /// <summary>Whether the target says that it can.</summary>
    protected async Task<bool> CanAsync(TargetFeatures features) => (await Target.DescribeAsync(default)).Can(features);

    /// <summary>Puts a whole file.</summary>
    protected Task PutAsync(TargetPath path, byte[] content) => Target.PutAsync(path, new MemoryStream(content), new PutRequest { Length = content.Length }, default);

    /// <summary>Reads from a file to its end.</summary>
    protected async Task<byte[]> ReadAsync(TargetPath path, long offset = 0, long? length = null)
    {
        await using Stream stream = await Target.OpenReadAsync(path, offset, length, default);
        using var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return all.ToArray();
    }

    /// <summary>Lists a folder.</summary>
    protected async Task<IReadOnlyList<TargetEntry>> ListAsync(TargetPath folder)
    {
        List<TargetEntry> entries = [];
        await foreach (TargetEntry entry in Target.ListAsync(folder, default))
            entries.Add(entry);
        return entries;
    }

    /// <summary>Holds that the target still does what it is asked.</summary>
    protected async Task RequireUsableAsync()
    {
        TargetPath path = At($"still usable {Guid.NewGuid():N}");
        byte[] content = Content.Random(100_000);
        await PutAsync(path, content);
        byte[] read = await ReadAsync(path);
        Assert.True(content.AsSpan().SequenceEqual(read));
    }

    private InvalidOperationException Unanswered(string hook) =>
        new($"{GetType().Name} neither overrides {hook} nor says by [Lacks] why there is no such fault");
}
