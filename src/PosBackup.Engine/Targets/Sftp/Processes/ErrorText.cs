using System.Text;

namespace PosBackup.Engine.Targets.Sftp.Processes;

/// <summary>Takes what a program writes on standard error, on a thread of its own; keeps the beginning and the end, 16 KiB at most.</summary>
internal sealed class ErrorText
{
    private const int Kept = 8 << 10;
    private const int StackBytes = 128 << 10;

    private readonly StringBuilder _text = new();
    private readonly Thread _reader;

    public ErrorText(Stream stream)
    {
        _reader = new Thread(() => Read(stream), StackBytes) { IsBackground = true, Name = "ssh errors" };
        _reader.Start();
    }

    /// <summary>What was written so far.</summary>
    public string Text
    {
        get
        {
            lock (_text)
                return _text.ToString();
        }
    }

    /// <summary>Waits for the end of the text, so long at most: a child of the program may hold the pipe open.</summary>
    public string End(TimeSpan atMost)
    {
        _reader.Join(atMost);
        return Text;
    }

    private void Read(Stream stream)
    {
        try
        {
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var buffer = new char[1024];
            while (reader.Read(buffer) is > 0 and int count)
            {
                lock (_text)
                {
                    _text.Append(buffer, 0, count);
                    if (_text.Length > 2 * Kept)
                        _text.Remove(Kept, _text.Length - (2 * Kept));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The program was stopped; what it had said is kept.
        }
    }
}
