using System.Buffers.Binary;
using PosBackup.Engine.Media.Checks;
using PosBackup.Engine.Media.Checksums;
using PosBackup.Engine.Media.Listing;
using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Media.Reading;
using PosBackup.SqlStandIn.Backups.Listing;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>Reads pages and log of one backup set from one stripe, plain or compressed, with the engine's walk over blocks and streams.</summary>
/// <param name="device">The stripe.</param>
/// <param name="position">FILE = n.</param>
/// <param name="contents">Told what is found.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class StripeReader(MediaDevice device, int position, ISetContents contents, CancellationToken cancellationToken)
{
    private readonly FindingLog _findings = new(device.Path);

    /// <summary>Reads to the end of the set, or until the contents are satisfied.</summary>
    /// <exception cref="Tds.SqlErrorException">3203, 3241, 3256: the media is cut, damaged, or the set incomplete.</exception>
    public void Read()
    {
        using MediaBytes file = MediaBytes.Open(device.Path, FileOptions.SequentialScan);
        MediaHead head = MediaHead.Read(file) ?? throw RestoreErrors.IncorrectlyFormed(device.Name);
        using var streams = new MediaStreams(file, head.IsCompressed, _findings);
        var reader = new BlockReader(streams.At(head.StreamStart, position: 0), _findings);
        int current = 0;
        while (Next(reader) is { } header)
        {
            if (header.Tag == BlockTag.Filemark)
            {
                reader.TakeFilemark(header, head.Tape?.PhysicalBlock ?? 0);
                continue;
            }

            ReadOnlySpan<byte> body = reader.TakeBody(header);
            if (header.Tag == BlockTag.Set)
                current = SsetBlock.Read(body).Position;
            if (current == position && header.Tag == BlockTag.SetEnd)
            {
                RequireWhole(header);
                return;
            }

            long logLeft = header.Tag == BlockTag.Log ? LogRangeBlock.Read(body).Length : 0;
            if (current == position)
                ReadStreams(reader, logLeft);
            else
                reader.SkipStreams();
            if (contents.IsSatisfied)
                return;
        }

        throw RestoreErrors.ReadFailed(device.Name, RestoreErrors.EndOfFile);
    }

    private BlockHeader? Next(BlockReader reader)
    {
        BlockHeader? header = reader.Next();
        RequireUndamaged();
        return header;
    }

    private void ReadStreams(BlockReader reader, long logLeft)
    {
        uint? sum = null;
        while (!contents.IsSatisfied && reader.NextStream() is { } stream)
        {
            if (stream.Tag == StreamTag.Pages && stream.Length > StreamHeader.LeadBytes)
                sum = ReadPages(reader);
            else if (stream.Tag == StreamTag.Log && stream.Length > StreamHeader.LeadBytes)
                sum = ReadLog(reader, logLeft);
            else if (stream.Tag == StreamTag.Checksum && sum is { } computed && BinaryPrimitives.ReadUInt32LittleEndian(reader.Window.Peek(sizeof(uint))) != computed)
                contents.TakeDamage();
            RequireUndamaged();
        }
    }

    private uint ReadPages(BlockReader reader)
    {
        var sum = default(StreamChecksum);
        reader.Window.Skip(StreamHeader.LeadBytes);
        while (reader.Left >= Page.Size && !contents.IsSatisfied)
        {
            ReadOnlySpan<byte> extent = Take(reader, (int)Math.Min(reader.Left / Page.Size * Page.Size, Page.ExtentSize));
            sum.Append(extent);
            contents.TakeExtent(extent);
            reader.Window.Advance(extent.Length);
        }

        return sum.Value;
    }

    private uint ReadLog(BlockReader reader, long logLeft)
    {
        var sum = default(StreamChecksum);
        reader.Window.Skip(StreamHeader.LeadBytes);
        while (reader.Left >= LogBlock.Sector)
        {
            bool isBlock = logLeft > 0;
            int size = !isBlock ? LogBlock.Sector : LogBlock.Read(Take(reader, LogBlock.Sector))?.Size ?? throw RestoreErrors.Damaged();
            ReadOnlySpan<byte> bytes = Take(reader, size);
            sum.Append(bytes);
            if (isBlock)
                contents.TakeLogBlock(bytes);
            logLeft -= size;
            reader.Window.Advance(size);
        }

        return sum.Value;
    }

    private ReadOnlySpan<byte> Take(BlockReader reader, int count)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ReadOnlySpan<byte> bytes = reader.Window.Peek(count);
        RequireUndamaged();
        return bytes.Length == count ? bytes : throw RestoreErrors.ReadFailed(device.Name, RestoreErrors.EndOfFile);
    }

    private void RequireWhole(BlockHeader end)
    {
        if ((end.Attributes & BlockHeader.Aborted) != 0)
            throw RestoreErrors.Incomplete(device.Name);
    }

    private void RequireUndamaged()
    {
        if (_findings.HasErrors)
            throw MediaDamage.Refusal(_findings.All().First(finding => finding.Severity == Engine.Media.FindingSeverity.Error).Code, device.Name);
    }
}
