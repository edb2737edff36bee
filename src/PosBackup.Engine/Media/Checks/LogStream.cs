using System.Globalization;
using PosBackup.Engine.Media.Checksums;
using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Media.Reading;

namespace PosBackup.Engine.Media.Checks;

/// <summary>Reads one MQTL stream: two lead bytes, as many bytes of log blocks as its range says, then zeros.</summary>
internal sealed class LogStream(BlockReader reader, LogCheck log, Tally tally, FindingLog findings)
{
    private StreamChecksum _sum;
    private bool _wholeSectors = true;

    /// <summary>Feeds its blocks to the check; answers the backup checksum, null when the stream is cut or no whole sectors.</summary>
    public uint? Read(LogRangeBlock range)
    {
        ByteWindow window = reader.Window;
        PaddingCheck.Zeros(window, Math.Min(reader.Left, StreamHeader.LeadBytes), "MQTL", findings);
        if (range.Length > reader.Left)
            findings.Error(FindingCode.LogRangeMismatch, "the log range is longer than its stream", window.FileOffset);

        ReadBlocks(range, Math.Min(range.Length, reader.Left));
        long fill = window.FileOffset;
        bool reported = false;
        while (reader.Left > 0 && Sectors(Math.Min(reader.Left, Page.ExtentSize)) is { IsEmpty: false } zeros)
        {
            if (!reported && zeros.ContainsAnyExcept((byte)0))
            {
                reported = true;
                findings.Error(FindingCode.PaddingNotZero, "something follows the last log block", fill);
            }
        }

        return reader.Left == 0 && _wholeSectors ? _sum.Value : null;
    }

    private void ReadBlocks(LogRangeBlock range, long left)
    {
        LogRun? run = null;
        while (left >= LogBlock.Sector)
        {
            if (LogBlock.Read(reader.Window.Peek(LogBlock.Sector)) is not { } block || block.Size > left)
            {
                if (!reader.Window.EndsEarly)
                    findings.Error(FindingCode.LogBlockDamaged, "the header of a log block makes no sense", reader.Window.FileOffset);

                break;
            }

            if (run is { } before && (block.Vlf != before.Vlf || block.Number != before.NextBlock))
            {
                findings.Error(FindingCode.LogGap, Text($"log block {block.Vlf}:{block.Number} follows {before.Vlf}:{before.NextBlock}"), reader.Window.FileOffset);
                log.Add(before);
                run = null;
            }

            if (run is null && block.Vlf != range.Vlf)
                findings.Error(FindingCode.LogGap, Text($"log block {block.Vlf}:{block.Number} stands in the range of {range.Vlf}"), reader.Window.FileOffset);

            if (!CheckBlock(block))
                break;

            run = new LogRun(block.Vlf, run?.FirstBlock ?? block.Number, block.NextNumber);
            left -= block.Size;
        }

        if (run is { } last)
            log.Add(last);

        while (left > 0 && Sectors(Math.Min(left, Page.ExtentSize)) is { IsEmpty: false } rest)
            left -= rest.Length;
    }

    private bool CheckBlock(LogBlock block)
    {
        ReadOnlySpan<byte> bytes = reader.Window.Peek(block.Size);
        if (bytes.Length < block.Size)
            return false;

        uint sum = SectorSum.Compute(bytes);
        _sum.Append(sum, block.Size / SectorSum.SectorSize);
        if (LogBlockChecksum.Stored(bytes) != 0)
        {
            tally.LogBlocksChecked++;
            if (LogBlockChecksum.FromSum(sum, bytes) != LogBlockChecksum.Stored(bytes))
                findings.Error(FindingCode.LogBlockChecksumMismatch, Text($"log block {block.Vlf}:{block.Number} does not match its checksum"), reader.Window.FileOffset);
        }

        reader.Window.Advance(block.Size);
        return true;
    }

    // Takes up to so many bytes that are not log blocks; they count for the backup checksum all the same.
    private ReadOnlySpan<byte> Sectors(long count)
    {
        ReadOnlySpan<byte> bytes = reader.Window.Peek((int)count);
        if (bytes.Length % SectorSum.SectorSize == 0)
            _sum.Append(bytes);
        else
            _wholeSectors = false;

        reader.Window.Advance(bytes.Length);
        return bytes;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
