using System.Globalization;
using System.Text;

namespace PosBackup.Engine.Targets.Ftp.Wire;

/// <summary>
/// Reads replies: <c>226 text</c>, or <c>226-text</c>, any lines, <c>226 text</c>. Whatever comes, memory is bounded: 8 KiB a line, 256 KiB a reply.
/// Bytes that are no UTF-8 become replacement characters, control characters (Telnet's too) blanks.
/// </summary>
internal sealed class ReplyReader
{
    private const int LongestLine = 8 << 10;
    private const int LongestReply = 256 << 10;

    private readonly byte[] _buffer = new byte[LongestLine];
    private int _start;
    private int _end;

    /// <summary>Whether bytes lie here that no reply has used: before TLS begins there must be none, or they were slipped in.</summary>
    public bool HasLeftOver => _end > _start;

    /// <summary>Reads one reply.</summary>
    /// <exception cref="EndOfStreamException">The server closed the connection.</exception>
    /// <exception cref="InvalidDataException">What came is no reply.</exception>
    public async Task<FtpReply> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        string first = await ReadLineAsync(stream, cancellationToken).ConfigureAwait(false);
        if (!TryCode(first, out int code))
            throw new InvalidDataException($"instead of a reply of FTP came: {Shortened(first)}");

        List<string> lines = [first.Length > 4 ? first[4..] : ""];
        if (first.Length > 3 && first[3] == '-')
            await ReadRestAsync(stream, code, lines, cancellationToken).ConfigureAwait(false);

        return new FtpReply(code, lines);
    }

    private async Task ReadRestAsync(Stream stream, int code, List<string> lines, CancellationToken cancellationToken)
    {
        string digits = code.ToString(CultureInfo.InvariantCulture);
        for (int size = 0; size <= LongestReply;)
        {
            string line = await ReadLineAsync(stream, cancellationToken).ConfigureAwait(false);
            size += line.Length + 64;
            if (line.StartsWith(digits, StringComparison.Ordinal) && (line.Length == 3 || line[3] is ' ' or '-'))
            {
                lines.Add(line.Length > 4 ? line[4..] : "");
                if (line.Length == 3 || line[3] == ' ')
                    return;
            }
            else
            {
                lines.Add(line);
            }
        }

        throw new InvalidDataException($"a reply of more than {LongestReply} bytes");
    }

    private async Task<string> ReadLineAsync(Stream stream, CancellationToken cancellationToken)
    {
        while (true)
        {
            int length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                string line = Clean(Encoding.UTF8.GetString(_buffer, _start, length).TrimEnd('\r'));
                _start += length + 1;
                return line;
            }

            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            if (_end == _buffer.Length)
                throw new InvalidDataException($"a line of more than {LongestLine} bytes");

            int read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                throw new EndOfStreamException("the server closed the connection");

            _end += read;
        }
    }

    private static bool TryCode(string line, out int code)
    {
        code = 0;
        return line.Length >= 3
            && line.AsSpan(0, 3).IndexOfAnyExceptInRange('0', '9') < 0
            && int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out code)
            && code is >= 100 and < 700
            && (line.Length == 3 || line[3] is ' ' or '-');
    }

    private static string Clean(string line) => line.Any(char.IsControl) ? string.Concat(line.Select(c => char.IsControl(c) ? ' ' : c)) : line;

    private static string Shortened(string line) => line.Length <= 80 ? line : line[..80] + "…";
}
