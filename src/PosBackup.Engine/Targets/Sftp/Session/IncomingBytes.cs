using System.Buffers.Binary;
using PosBackup.Engine.Targets.Sftp.Protocol;

namespace PosBackup.Engine.Targets.Sftp.Session;

/// <summary>Reads the server's pipe: small packets many at a time, the bytes of a file straight into their place.</summary>
internal sealed class IncomingBytes(Stream stream, Action heard)
{
    private readonly byte[] _buffer = new byte[64 << 10];
    private int _next;
    private int _end;

    /// <summary>Fills the span from the pipe.</summary>
    /// <exception cref="EndOfStreamException">The pipe ends.</exception>
    public void Fill(Span<byte> target)
    {
        int ready = Math.Min(target.Length, _end - _next);
        _buffer.AsSpan(_next, ready).CopyTo(target);
        _next += ready;
        target = target[ready..];
        while (target.Length >= _buffer.Length)
            target = target[Read(target)..];
        while (target.Length > 0)
        {
            (_next, _end) = (0, Read(_buffer));
            ready = Math.Min(target.Length, _end);
            _buffer.AsSpan(0, ready).CopyTo(target);
            _next = ready;
            target = target[ready..];
        }
    }

    public uint UInt32()
    {
        Span<byte> field = stackalloc byte[4];
        Fill(field);
        return BinaryPrimitives.ReadUInt32BigEndian(field);
    }

    public byte Byte()
    {
        Span<byte> field = stackalloc byte[1];
        Fill(field);
        return field[0];
    }

    /// <summary>Passes over bytes.</summary>
    public void Skip(int count)
    {
        Span<byte> rest = stackalloc byte[256];
        for (; count > 0; count -= Math.Min(count, rest.Length))
            Fill(rest[..Math.Min(count, rest.Length)]);
    }

    /// <summary>What has come so far of something that is no packet, printable.</summary>
    public string Text(ReadOnlySpan<byte> before) => PrintableText.Of([.. before, .. _buffer.AsSpan(_next, _end - _next)]);

    private int Read(Span<byte> target)
    {
        int count = stream.Read(target);
        if (count == 0)
            throw new EndOfStreamException("the server's pipe ended");

        heard();
        return count;
    }
}
