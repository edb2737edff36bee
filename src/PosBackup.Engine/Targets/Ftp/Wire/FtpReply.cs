namespace PosBackup.Engine.Targets.Ftp.Wire;

/// <summary>What a server answered: three digits and lines of text. The text is clean of control characters, and is the server's own word: never trusted, only shown.</summary>
/// <param name="Code">100 to 699.</param>
/// <param name="Lines">Text without the digits, the first line first.</param>
internal sealed record FtpReply(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>What is shown of texts of this connection. The lines stay as they are: numbers are read out of them.</summary>
    public Veil Veil { get; init; }

    /// <summary>A transfer begins (1xx); another reply follows.</summary>
    public bool IsPreliminary => Code is >= 100 and < 200;

    /// <summary>Done (2xx).</summary>
    public bool IsDone => Code is >= 200 and < 300;

    /// <summary>The server waits for the next command of the sequence (3xx).</summary>
    public bool NeedsMore => Code is >= 300 and < 400;

    /// <summary>The server does not know the command or does not have it.</summary>
    public bool IsUnknownCommand => Code is 500 or 501 or 502 or 504;

    /// <summary>The last line, where most servers say what it is about.</summary>
    public string Last => Lines[^1];

    /// <summary>All lines in one.</summary>
    public string Text => string.Join(' ', Lines.Select(l => l.Trim()).Where(l => l.Length > 0));

    /// <summary>Whether the text has one of these words, without regard to case.</summary>
    public bool Says(params ReadOnlySpan<string> words)
    {
        string text = Text;
        foreach (string word in words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string shown = Veil.Over(Text);
        return shown.Length <= 400 ? $"{Code} {shown}" : $"{Code} {shown[..400]}…";
    }
}
