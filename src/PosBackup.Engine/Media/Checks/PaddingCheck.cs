using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Media.Reading;

namespace PosBackup.Engine.Media.Checks;

/// <summary>Padding is zeros. Anything else restores as well, but is not what SQL Server wrote.</summary>
internal static class PaddingCheck
{
    /// <summary>Reads the rest of the current stream and reports what is not zero.</summary>
    public static void Stream(BlockReader reader, StreamHeader stream, FindingLog findings) =>
        Zeros(reader.Window, reader.Left, stream.Name, findings);

    /// <summary>Reads a number of bytes and reports what is not zero, once.</summary>
    public static void Zeros(ByteWindow window, long count, string what, FindingLog findings)
    {
        bool reported = false;
        while (count > 0 && window.PeekAll(1) is { IsEmpty: false } bytes)
        {
            bytes = bytes[..(int)Math.Min(count, bytes.Length)];
            int at = bytes.IndexOfAnyExcept((byte)0);
            if (at >= 0 && !reported)
            {
                reported = true;
                findings.Suspect(FindingCode.PaddingNotZero, $"padding in {what} is not zero", window.FileOffset + at);
            }

            window.Advance(bytes.Length);
            count -= bytes.Length;
        }
    }
}
