namespace PosBackup.Engine.Restores.Facts;

/// <summary>How backup media begins: <c>TAPE</c> plain, <c>MSSQLBAK</c> compressed or encrypted.</summary>
internal static class MediaSignature
{
    /// <summary>Whether the file at a path begins so; false when it cannot be read.</summary>
    public static bool IsAt(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            Span<byte> begin = stackalloc byte[8];
            int length = file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
            return begin[..length].StartsWith("TAPE"u8) || begin[..length].StartsWith("MSSQLBAK"u8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
