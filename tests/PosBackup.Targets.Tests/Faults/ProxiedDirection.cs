using System.Buffers;
using System.Diagnostics;
using System.Net.Sockets;
using System.Threading.Channels;

namespace PosBackup.Targets.Tests.Faults;

/// <summary>One way of a <see cref="ProxiedConnection"/>: one task reads and spoils, one waits until each piece is due and writes it. The order stays.</summary>
internal sealed class ProxiedDirection(FaultProxy proxy, LineDirection direction, Socket from, Socket to, Action breakOff)
{
    private const int PieceSize = 64 * 1024;

    /// <summary>64 MiB on the way at most: 1 Gbit/s with half a second.</summary>
    private const int MostPieces = 1024;

    private readonly Channel<Piece> _onTheWay = Channel.CreateBounded<Piece>(new BoundedChannelOptions(MostPieces) { SingleReader = true, SingleWriter = true });

    private long _lastDue;

    /// <summary>Carries until the side that sends has said all, and says so to the other. A side that breaks off breaks off both.</summary>
    public Task RunAsync(CancellationToken closed) => Task.WhenAll(GuardAsync(ReadAsync(closed)), GuardAsync(WriteAsync(closed)));

    private async Task GuardAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException or ChannelClosedException)
        {
            breakOff(); // The other side hears of it as it would without us.
        }
        finally
        {
            _onTheWay.Writer.TryComplete();
        }
    }

    private async Task ReadAsync(CancellationToken closed)
    {
        while (true)
        {
            await proxy.Moves.WaitAsync(closed);
            byte[] buffer = ArrayPool<byte>.Shared.Rent(PieceSize);
            int read = await from.ReceiveAsync(buffer.AsMemory(0, PieceSize), SocketFlags.None, closed);
            if (read == 0)
                return;

            // What comes before a fault arrives. Behind a reset nothing does; behind a pulled cable the rest waits.
            (int whole, LineFault? then) = proxy.Judge(direction, buffer.AsSpan(0, read));
            await _onTheWay.Writer.WriteAsync(new Piece(buffer, whole, DueOf(whole), then), closed);
            if (then is not null)
                await _onTheWay.Writer.WriteAsync(new Piece(buffer[whole..read], read - whole, DueOf(read - whole), Then: null), closed);
        }
    }

    private async Task WriteAsync(CancellationToken closed)
    {
        await foreach (Piece piece in _onTheWay.Reader.ReadAllAsync(closed))
        {
            TimeSpan early = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), piece.Due);
            if (early > TimeSpan.Zero)
                await Task.Delay(early, closed);
            await proxy.Moves.WaitAsync(closed);
            for (int sent = 0; sent < piece.Count;)
                sent += await to.SendAsync(piece.Buffer.AsMemory(sent, piece.Count - sent), SocketFlags.None, closed);
            proxy.Deliver(direction, piece.Count);
            if (piece.Then is { } fault)
                proxy.Happen(fault);
            else if (piece.Buffer.Length >= PieceSize)
                ArrayPool<byte>.Shared.Return(piece.Buffer);
        }

        to.Shutdown(SocketShutdown.Send);
    }

    private long DueOf(int count)
    {
        long due = Stopwatch.GetTimestamp() + (long)(proxy.Delay.TotalSeconds * Stopwatch.Frequency);
        if (proxy.BytesPerSecond is { } rate)
            due = Math.Max(due, _lastDue + (long)((double)count / rate * Stopwatch.Frequency));
        return _lastDue = due;
    }

    private readonly record struct Piece(byte[] Buffer, int Count, long Due, LineFault? Then);
}
