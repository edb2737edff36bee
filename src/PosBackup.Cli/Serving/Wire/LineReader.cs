namespace PosBackup.Cli.Serving.Wire;

/// <summary>
/// Lines of bytes that end with LF; a CR before it does not count, nor a byte order mark before the first. What is longer than the limit is passed over up to its end: no more
/// than the limit is ever held.
/// </summary>
/// <param name="input">Where they come from.</param>
/// <param name="longest">Bytes of a line at most.</param>
internal sealed class LineReader(Stream input, int longest)
{
    private const int Piece = 64 * 1024;

    private byte[] _buffer = new byte[Piece];
    private int _start;
    private int _end;
    private bool _isFirst = true;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The next line, or what is left when the input ends without one; null at the end.</summary>
    public async ValueTask<Line?> ReadAsync(CancellationToken cancellationToken)
    {
        int searched = 0;
        bool isTooLong = false;
        while (true)
        {
            int at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0)
                return Take(searched + at, isTooLong);

            searched = _end - _start;
            if (isTooLong || searched > longest + ByteOrderMark.Length + 1)
                (isTooLong, searched, _start, _end) = (true, 0, 0, 0);

            MakeRoom();
            int count = await input.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (count == 0)
                return Last(isTooLong);

            _end += count;
        }
    }

    private Line Take(int length, bool isTooLong)
    {
        Line line = Of(_buffer.AsSpan(_start, length), isTooLong);
        _start += length + 1;
        if (_start == _end)
            (_start, _end) = (0, 0);
        if (_end == 0 && _buffer.Length > Piece)
            _buffer = new byte[Piece];

        return line;
    }

    private Line? Last(bool isTooLong)
    {
        if (_end == _start && !isTooLong)
            return null;

        Line line = Of(_buffer.AsSpan(_start, _end - _start), isTooLong);
        (_start, _end) = (0, 0);
        return line;
    }

    private Line Of(ReadOnlySpan<byte> bytes, bool isTooLong)
    {
        if (_isFirst && bytes.StartsWith(ByteOrderMark))
            bytes = bytes[ByteOrderMark.Length..];

        _isFirst = false;
        if (bytes is [.., (byte)'\r'])
            bytes = bytes[..^1];

        return isTooLong || bytes.Length > longest ? new Line(Bytes: [], IsTooLong: true) : new Line(bytes.ToArray(), IsTooLong: false);
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
            return;

        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        else
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }
}

/// <summary>A line.</summary>
/// <param name="Bytes">Without its end; empty when it is too long.</param>
/// <param name="IsTooLong">Whether it is longer than the limit.</param>
internal readonly record struct Line(byte[] Bytes, bool IsTooLong);
