using System.Globalization;
using PosBackup.Engine.Targets.Ftp.Pool;

namespace PosBackup.Engine.Targets.Ftp.Data;

/// <summary>
/// Sends bytes of a content over a transfer, and reads the next ones meanwhile: as many as come while the line is busy, and no longer than it is. So a content that comes
/// slowly (a limit of speed) keeps the line moving. Exceptions of the content pass through as they are.
/// </summary>
internal sealed class Upload(FtpSession session, Transfer transfer, Stream content, long length)
{
    private const int Chunk = 512 << 10;

    private volatile bool _lineIsBusy;

    /// <summary>Sends all and has the server's word that it has them.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var watch = new StallWatch(session.Time, session.StallPatience, cancellationToken);
        Task<int> next = Task.FromResult(0);
        try
        {
            byte[] ready = new byte[Math.Min(Chunk, length)];
            byte[] coming = new byte[Math.Min(Chunk, length)];
            next = ReadAsync(ready, length, cancellationToken);
            for (long left = length; left > 0;)
            {
                int count = await next.ConfigureAwait(false);
                left -= count;
                _lineIsBusy = true;
                next = left > 0 ? ReadAsync(coming, left, cancellationToken) : Task.FromResult(0);
                await SendAsync(ready.AsMemory(0, count), watch).ConfigureAwait(false);
                (ready, coming) = (coming, ready);
            }

            await EndAsync(watch).ConfigureAwait(false);
        }
        catch (LineException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw await transfer.ExplainAsync(e.InnerException!, watch).ConfigureAwait(false);
        }
        finally
        {
            // The content is the caller's again only when nobody reads it any more.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task<int> ReadAsync(byte[] buffer, long left, CancellationToken cancellationToken) => Task.Run(async () =>
    {
        int wanted = (int)Math.Min(buffer.Length, left);
        int filled = 0;
        while (filled < wanted && (filled == 0 || _lineIsBusy))
        {
            int read = await content.ReadAsync(buffer.AsMemory(filled, wanted - filled), cancellationToken).ConfigureAwait(false);
            filled += read > 0 ? read : throw new EndOfStreamException(string.Create(CultureInfo.InvariantCulture, $"the content ended {left - filled} bytes too soon"));
        }

        return filled;
    }, cancellationToken);

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, StallWatch watch)
    {
        try
        {
            watch.Start();
            await transfer.Stream.WriteAsync(bytes, watch.Token).ConfigureAwait(false);
            watch.Stop();
        }
        catch (Exception e) when (Transfer.IsOfTheLine(e) || e is OperationCanceledException)
        {
            throw new LineException(e);
        }
        finally
        {
            _lineIsBusy = false;
        }
    }

    private async Task EndAsync(StallWatch watch)
    {
        try
        {
            await transfer.EndUploadAsync(watch).ConfigureAwait(false);
        }
        catch (Exception e) when (Transfer.IsOfTheLine(e) || e is OperationCanceledException)
        {
            throw new LineException(e);
        }
    }

    /// <summary>Tells failures of the line from those of the content.</summary>
    private sealed class LineException(Exception cause) : Exception(cause.Message, cause);
}
