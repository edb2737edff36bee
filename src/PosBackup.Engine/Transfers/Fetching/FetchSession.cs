using System.Collections.Concurrent;
using System.Globalization;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Files;
using PosBackup.Engine.Media;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Wrappers;
using PosBackup.Engine.Transfers.Downloading;
using PosBackup.Engine.Transfers.Steps;

namespace PosBackup.Engine.Transfers.Fetching;

/// <summary>The targets of one run, opened once: looked at, and fetched from as often as it takes.</summary>
/// <param name="opener">Makes targets.</param>
/// <param name="definitions">The targets, the preferred first.</param>
/// <param name="folder">Folder to fetch to.</param>
/// <param name="parallelism">Files at once.</param>
/// <param name="retry">How often and how late a broken line is tried again.</param>
/// <param name="observer">What the operator sees.</param>
/// <param name="clock">The clock.</param>
internal sealed class FetchSession(
    ITargetOpener opener, IReadOnlyList<TargetDefinition> definitions, string folder, int parallelism, RetryOptions retry, IOperationObserver observer, TimeProvider clock) : IAsyncDisposable
{
    private readonly string _folder = Path.GetFullPath(folder);
    private readonly Dictionary<string, IBackupTarget> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PosBackupException> _broken = new(StringComparer.Ordinal);
    private PosBackupException[] _unreached = [];

    /// <summary>Looks at all targets.</summary>
    /// <returns>The stock of each store; what is of no use, and targets that could not be looked at, are told.</returns>
    /// <exception cref="PosBackupException">No target could be looked at: why the first could not.</exception>
    public async Task<(IReadOnlyList<RepositoryStock> Stocks, IReadOnlyList<SyncNote> Notes)> LookAsync(RepositoryFilter filter, CancellationToken cancellationToken)
    {
        var looks = await Task.WhenAll(definitions.Select(definition => LookAsync(definition, filter, cancellationToken))).ConfigureAwait(false);
        (string Target, RepositoryContents Contents)[] seen = [.. looks.Where(look => look.Contents is not null).Select(look => (look.Target, look.Contents!))];
        if (seen.Length == 0)
            throw looks[0].Error!;

        _unreached = [.. looks.Select(look => look.Error).OfType<PosBackupException>()];
        IEnumerable<SyncNote> broken = _unreached.Select(error => new SyncNote(error.Code, $"not looked at: {error.Message}", error.Hint));
        return (RepositoryStock.Of(_folder, seen), [.. broken, .. seen.SelectMany(one => one.Contents.Problems)]);
    }

    /// <summary>A gap is only one when every target was looked at: what is missing may lie where nobody could look.</summary>
    /// <exception cref="PosBackupException">There is a gap, and a target that could not be looked at: why.</exception>
    public FetchPlan RequireLooked(FetchPlan plan, string database) => plan.Gap is not { } gap || _unreached.Length == 0 ? plan : throw new PosBackupException(
        _unreached[0].Code, $"the targets that could be looked at do not bring {database} back to {gap.Moment} ({gap.Message}), and one could not: {_unreached[0].Message}", _unreached[0].Hint, _unreached[0]);

    /// <summary>Fetches files. What goes wrong with one is in its result, and stops no other.</summary>
    public Task<IReadOnlyList<FetchResult>> FetchAsync(IReadOnlyList<FetchItem> items, CancellationToken cancellationToken) =>
        FetchAsync(items, new ResultTeller<FetchResult>(listener: null), cancellationToken);

    /// <summary>The same; tells of each file as soon as it is over.</summary>
    public async Task<IReadOnlyList<FetchResult>> FetchAsync(IReadOnlyList<FetchItem> items, ResultTeller<FetchResult> teller, CancellationToken cancellationToken)
    {
        var results = new FetchResult[items.Count];
        if (Shortage(items) is { } shortage)
            return [.. items.Select(item => teller.Tell(new FetchResult { Item = item, Outcome = SyncOutcome.Failed, Code = shortage.Code, Message = shortage.Message, Hint = shortage.Hint }))];

        var context = new DownloadContext { Retry = retry, Observer = observer, Clock = clock };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, items.Count),
            new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = CancellationToken.None },
            async (i, _) => results[i] = teller.Tell(await new FetchFile(context, items[i], _open, _broken).RunAsync(cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);
        return results;
    }

    /// <summary>Fetches what no manifest describes and looks into it; the stock with what was found, and what is of no use.</summary>
    public async Task<(RepositoryStock Stock, IReadOnlyList<SyncNote> Notes)> InspectAsync(RepositoryStock stock, CancellationToken cancellationToken)
    {
        var notes = new List<SyncNote>();
        var found = new List<SetSighting>();
        IReadOnlyList<FetchResult> results = await FetchAsync([.. stock.Items.Where(item => item.Manifest is null)], cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        foreach (FetchResult result in results)
        {
            if (result.Outcome != SyncOutcome.Succeeded)
            {
                notes.Add(new SyncNote(result.Code, result.Message!, result.Hint));
                continue;
            }

            try
            {
                MediaInspection inspection = await MediaInspector.InspectAsync(result.Item.File, cancellationToken).ConfigureAwait(false);
                found.AddRange(SetSighting.OnMedia(inspection.Media, manifest: null));
                if (inspection.Media.Sets.Count == 0)
                    notes.Add(new SyncNote(ErrorCode.MediaMismatch, $"{result.Item.Sources[0].Path} on {result.Target ?? result.Item.Sources[0].Target} is no SQL Server backup that can be read", "It is left out."));
            }
            catch (PosBackupException e)
            {
                notes.Add(new SyncNote(e.Code, e.Message, e.Hint));
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                notes.Add(new SyncNote(ErrorCode.Unknown, $"{result.Item.File}: {Surprise.Of(e)}", Surprise.Hint));
            }
        }

        return (stock.With(found), notes);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IBackupTarget target in _open.Values)
            await TargetClosing.CloseAsync(target, observer).ConfigureAwait(false);
    }

    private async Task<(string Target, RepositoryContents? Contents, PosBackupException? Error)> LookAsync(TargetDefinition definition, RepositoryFilter filter, CancellationToken cancellationToken)
    {
        var operation = new Operation("look at", definition.Name);
        observer.Started(operation);
        try
        {
            IBackupTarget target = Open(definition);
            return (definition.Name, await new Repository(target).LookAsync(filter, cancellationToken).ConfigureAwait(false), null);
        }
        catch (PosBackupException e)
        {
            return (definition.Name, null, e);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return (definition.Name, null, new PosBackupException(ErrorCode.Unknown, $"target {definition.Name}: {Surprise.Of(e)}", Surprise.Hint, e));
        }
        finally
        {
            observer.Finished(operation);
        }
    }

    private IBackupTarget Open(TargetDefinition definition)
    {
        lock (_open)
        {
            if (!_open.TryGetValue(definition.Name, out IBackupTarget? target))
                _open[definition.Name] = target = opener.Open(definition);

            return target;
        }
    }

    /// <summary>All of them together; parts and files that are here need no more room.</summary>
    private PosBackupException? Shortage(IReadOnlyList<FetchItem> items)
    {
        long needed = items.Aggregate(0L, (sum, item) => sum + Math.Min(long.MaxValue - sum, Math.Max(0, item.Length - HereOf(item))));
        string place = _folder;
        while (!Directory.Exists(place) && Path.GetDirectoryName(place) is { } above)
            place = above;

        return DiskSpace.Free(place) is { } free && free < needed
            ? new PosBackupException(
                ErrorCode.NoSpace, string.Create(CultureInfo.InvariantCulture, $"{_folder} has {free} bytes free, {CountText.Of(items.Count, "file needs", "files need")} {needed} more; nothing was fetched"), "Make room there, or fetch to another folder.")
            : null;
    }

    private static long HereOf(FetchItem item)
    {
        try
        {
            var file = new FileInfo(File.Exists(item.File) ? item.File : DownloadRun.PartOf(item));
            return file.Exists ? file.Length : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0; // What is wrong with it is told by who opens it.
        }
    }
}
