using System.Collections.Concurrent;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers.Downloading;
using PosBackup.Engine.Transfers.Steps;

namespace PosBackup.Engine.Transfers.Fetching;

/// <summary>One file from the first target that has it and works. What one target sent counts when another goes on.</summary>
internal sealed class FetchFile(DownloadContext context, FetchItem item, IReadOnlyDictionary<string, IBackupTarget> targets, ConcurrentDictionary<string, PosBackupException> broken)
{
    private readonly DownloadCourse _course = new();
    private readonly List<SyncNote> _notes = [];
    private string? _target;

    /// <summary>Fetches it; whatever goes wrong is in the result.</summary>
    public async Task<FetchResult> RunAsync(CancellationToken cancellationToken)
    {
        long began = context.Clock.GetTimestamp();
        var operation = new Operation("fetch", Path.GetFileName(item.File));
        context.Observer.Started(operation);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await FromAnyAsync(operation, cancellationToken).ConfigureAwait(false);
            return Result(SyncOutcome.Succeeded, began);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Result(SyncOutcome.Cancelled, began) with { Code = ErrorCode.Cancelled, Message = "cancelled", Hint = "The next run goes on where this one was broken off." };
        }
        catch (PosBackupException e)
        {
            return Result(SyncOutcome.Failed, began) with { Code = e.Code, Message = e.Message, Hint = e.Hint };
        }
#pragma warning disable CA1031 // Whatever it is, it is this file's alone: the others go on, and the report says it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Result(SyncOutcome.Failed, began) with { Code = ErrorCode.Unknown, Message = $"{item.File}: {Surprise.Of(e)}", Hint = Surprise.Hint };
        }
        finally
        {
            context.Observer.Finished(operation);
        }
    }

    /// <summary>Targets that failed this run come last; a failure of this machine is the same with every target.</summary>
    private async Task FromAnyAsync(Operation operation, CancellationToken cancellationToken)
    {
        FetchSource[] sources = [.. item.Sources.OrderBy(source => broken.ContainsKey(source.Target))];
        for (int i = 0; ; i++)
        {
            _target = sources[i].Target;
            try
            {
                await DownloadAsync(sources[i], operation, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (PosBackupException e) when (e is TargetException || e.Code is ErrorCode.CopyCorrupt or ErrorCode.Unknown)
            {
                if (e is TargetException { Failure: not TargetFailure.Missing } or { Code: ErrorCode.Unknown })
                    broken.TryAdd(_target, e);
                if (i == sources.Length - 1)
                    throw;

                _notes.Add(new SyncNote(e.Code, e.Message, e.Hint));
                context.Observer.Warned(operation, e.Code, $"{e.Message}; going on with {sources[i + 1].Target}", e.Hint);
            }
        }
    }

    /// <summary>Targets wrap what goes wrong with them, so what comes bare is of the file here, or nobody foresaw it.</summary>
    private async Task DownloadAsync(FetchSource source, Operation operation, CancellationToken cancellationToken)
    {
        try
        {
            await new DownloadRun(context, item, targets[source.Target], source, operation, _course).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PosBackupException(
                ErrorCode.FileAccess,
                $"{item.File} cannot be fetched, because of the folder here ({Path.GetDirectoryName(item.File)}): {e.Message}",
                "See whether its disk is there, works and has room, and whether this account may write there; what came is kept.",
                e);
        }
        catch (Exception e) when (e is not PosBackupException && !cancellationToken.IsCancellationRequested)
        {
            throw new PosBackupException(ErrorCode.Unknown, $"{source.Path} on {source.Target}: {Surprise.Of(e)}", Surprise.Hint, e);
        }
    }

    private FetchResult Result(SyncOutcome outcome, long began) => new()
    {
        Item = item,
        Outcome = outcome,
        Target = _course.WasHere ? null : _target,
        WasHere = _course.WasHere,
        Attempts = _course.Attempts,
        ResumedAt = _course.ResumedAt,
        BytesReceived = _course.BytesReceived,
        BytesCompared = _course.BytesCompared,
        Duration = context.Clock.GetElapsedTime(began),
        Notes = _notes,
    };
}
