using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace PosBackup.Engine.Targets.Wrappers;

/// <summary>Logs each call at debug level, with its time and its failure. Costs nothing when that level is off. Put it inside of retries to see each try.</summary>
internal sealed class LoggingTarget(IBackupTarget inner, ILogger logger, TimeProvider clock) : WrappedTarget(inner)
{
    public override Task<TargetDescription> DescribeAsync(CancellationToken cancellationToken) => RunAsync("describe", () => Inner.DescribeAsync(cancellationToken));

    public override Task PutAsync(TargetPath path, Stream content, PutRequest request, CancellationToken cancellationToken) =>
        RunAsync($"put {path} ({request.Mode}, {request.Length} bytes at {request.Offset})", () => Inner.PutAsync(path, content, request, cancellationToken));

    public override Task RenameAsync(TargetPath from, TargetPath to, CancellationToken cancellationToken) =>
        RunAsync($"rename {from} to {to}", () => Inner.RenameAsync(from, to, cancellationToken));

    public override Task<Stream> OpenReadAsync(TargetPath path, long offset, long? length, CancellationToken cancellationToken) =>
        RunAsync($"open {path} at {offset}", () => Inner.OpenReadAsync(path, offset, length, cancellationToken));

    public override Task<TargetEntry?> StatAsync(TargetPath path, CancellationToken cancellationToken) => RunAsync($"stat {path}", () => Inner.StatAsync(path, cancellationToken));

    public override async IAsyncEnumerable<TargetEntry> ListAsync(TargetPath folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<TargetEntry> entries = Inner.ListAsync(folder, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (entries.ConfigureAwait(false))
        {
            // The first answer is what takes its time; the rest comes with it.
            bool more = await RunAsync($"list {folder}", () => entries.MoveNextAsync().AsTask()).ConfigureAwait(false);
            while (more)
            {
                yield return entries.Current;
                more = await entries.MoveNextAsync().ConfigureAwait(false);
            }
        }
    }

    public override Task DeleteAsync(TargetPath path, CancellationToken cancellationToken) => RunAsync($"delete {path}", () => Inner.DeleteAsync(path, cancellationToken));

    public override Task<string?> HashAsync(TargetPath path, CancellationToken cancellationToken) => RunAsync($"hash {path}", () => Inner.HashAsync(path, cancellationToken));

    public override Task<string?> SettleAsync(CancellationToken cancellationToken) => RunAsync("settle", () => Inner.SettleAsync(cancellationToken));

    private Task<bool> RunAsync(string call, Func<Task> run) => RunAsync(call, async () =>
    {
        await run().ConfigureAwait(false);
        return true;
    });

    private async Task<T> RunAsync<T>(string call, Func<Task<T>> run)
    {
        long start = clock.GetTimestamp();
        try
        {
            T result = await run().ConfigureAwait(false);
            logger.Done(Name, call, Elapsed(start));
            return result;
        }
        catch (TargetException e)
        {
            logger.Failed(Name, call, Elapsed(start), e.Failure.ToString(), e.Message);
            throw;
        }
        catch (OperationCanceledException)
        {
            logger.Cancelled(Name, call, Elapsed(start));
            throw;
        }
    }

    private long Elapsed(long start) => (long)clock.GetElapsedTime(start).TotalMilliseconds;
}
