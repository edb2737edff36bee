namespace PosBackup.PowerShell.Engine;

/// <summary>Reads lines of bytes that end with LF. The memory of a long line is kept for the next; a line longer than the protocol allows ends the reading.</summary>
internal sealed class LineReader(Stream stream)
{
    /// <summary>The longest message of the protocol.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>The next line without its end; null at the end of the stream. It holds until the next call.</summary>
    /// <exception cref="InvalidDataException">The line is longer than any message may be.</exception>
    public ArraySegment<byte>? Read()
    {
        int looked = _start;
        while (true)
        {
            int at = Array.IndexOf(_buffer, (byte)'\n', looked, _end - looked);
            if (at >= 0)
            {
                var line = new ArraySegment<byte>(_buffer, _start, at - _start);
                _start = at + 1;
                return line;
            }

            looked = MakeRoom();
            int read = stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read <= 0)
                return null;

            _end += read;
        }
    }

    /// <summary>Moves what is left to the front and grows when it is full; where unseen bytes will stand.</summary>
    private int MakeRoom()
    {
        int length = _end - _start;
        if (length > MaxLength)
            throw new InvalidDataException($"a message is longer than {MaxLength} bytes");

        byte[] to = length < _buffer.Length ? _buffer : new byte[_buffer.Length * 2];
        Buffer.BlockCopy(_buffer, _start, to, 0, length);
        _buffer = to;
        _start = 0;
        _end = length;
        return length;
    }
}
