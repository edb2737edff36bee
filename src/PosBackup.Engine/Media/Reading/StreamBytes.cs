namespace PosBackup.Engine.Media.Reading;

/// <summary>Reads a small stream as a whole, in pieces: a length that lies costs no more memory than there are bytes.</summary>
internal static class StreamBytes
{
    private const int Piece = 64 * 1024;

    /// <summary>Takes so many bytes from the window, fewer when it ends before.</summary>
    public static byte[] Take(ByteWindow window, int count)
    {
        if (count <= Piece)
            return TakePiece(window, count).ToArray();

        using var whole = new MemoryStream();
        while (count > 0 && TakePiece(window, Math.Min(count, Piece)) is { IsEmpty: false } bytes)
        {
            whole.Write(bytes);
            count -= bytes.Length;
        }

        return whole.ToArray();
    }

    /// <summary>The rest of the current stream; null when it is longer than the limit or the file ends before.</summary>
    public static byte[]? TakeRest(BlockReader reader, int limit)
    {
        if (reader.Left > limit)
            return null;

        int count = (int)reader.Left;
        byte[] bytes = Take(reader.Window, count);
        return bytes.Length == count ? bytes : null;
    }

    private static ReadOnlySpan<byte> TakePiece(ByteWindow window, int count)
    {
        ReadOnlySpan<byte> bytes = window.Peek(count);
        window.Advance(bytes.Length);
        return bytes;
    }
}
