using PosBackup.Engine.Media.Checksums;
using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Media.Reading;

namespace PosBackup.Engine.Media.Checks;

/// <summary>Reads one MQDA stream: two lead bytes, then whole extents.</summary>
internal static class PageStream
{
    /// <summary>Feeds its extents to the check; answers the backup checksum, null when the stream is cut or no whole pages.</summary>
    public static uint? Read(BlockReader reader, StreamHeader stream, PageCheck pages, FindingLog findings)
    {
        ByteWindow window = reader.Window;
        bool sum = (stream.MediaAttributes & StreamHeader.ChecksumFollows) != 0;
        var checksum = default(StreamChecksum);
        PaddingCheck.Zeros(window, Math.Min(reader.Left, StreamHeader.LeadBytes), "MQDA", findings);
        pages.BeginStream();
        while (reader.Left >= Page.Size)
        {
            int piece = (int)Math.Min(reader.Left / Page.Size * Page.Size, Page.ExtentSize);
            ReadOnlySpan<byte> buffered = window.PeekAll(piece);
            if (buffered.Length < piece)
                return null;

            long whole = Math.Min(buffered.Length, reader.Left) / Page.ExtentSize * Page.ExtentSize;
            buffered = buffered[..(int)Math.Max(whole, piece)];
            long offset = window.FileOffset;
            for (int at = 0; at < buffered.Length; at += Page.ExtentSize)
            {
                ReadOnlySpan<byte> extent = buffered.Slice(at, Math.Min(Page.ExtentSize, buffered.Length - at));
                pages.Add(extent, offset + at, ref checksum, sum, findings);
            }

            window.Advance(buffered.Length);
        }

        if (reader.Left == 0)
            return checksum.Value;

        findings.Error(FindingCode.PageCountMismatch, "a stream of pages does not hold whole pages", window.FileOffset);
        return null;
    }
}
