using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Checksums;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.SqlStandIn.Backups.Writing;

/// <summary>Writes the blocks of one media file: the header, and set after set.</summary>
/// <remarks>
/// <code>
/// TAPE SFMB ( SSET VOLB MSCI MSDA* MSTL* MSLS SFMB ESET ESET SFMB )*
/// </code>
/// </remarks>
internal sealed class StripeWriter : IDisposable
{
    private const int MediaHeaderSize = 0x5E;
    private const int SetHeaderSize = 0x64;
    private const int VolumeSize = 0x49;
    private const int DescriptionSize = 0x38;
    private const int PagesSize = 0x3C;
    private const int SetEndSize = 0x55;
    private const int LogFill = 65536;

    private readonly IMediaOutput _output;
    private readonly MtfWriter _mtf;
    private readonly SetMapWriter _map;
    private uint _controlId;
    private long _setFileOffset;
    private long _descriptionOffset;

    /// <summary>Begins or continues a file.</summary>
    /// <param name="output">Standing at the beginning, or behind the last filemark.</param>
    /// <param name="blockSize">Physical block of the media.</param>
    /// <param name="familyId">Media family of this stripe.</param>
    public StripeWriter(IMediaOutput output, int blockSize, uint familyId)
    {
        _output = output;
        _mtf = new MtfWriter(output, blockSize);
        _map = new SetMapWriter(familyId);
    }

    /// <summary>Bytes from the SSET to the last description: what SQL Server counts as the size of a set in this file.</summary>
    public long SetSize => _descriptionOffset;

    /// <summary>Bytes that the set takes in the file so far.</summary>
    public long StoredSize => _output.FilePosition - _setFileOffset;

    /// <summary>Bytes of the header of the media, which counts for the set that formatted it.</summary>
    public int HeaderSize => _mtf.Unit;

    public long Position => _output.Position;

    /// <summary>Takes over what media holds already.</summary>
    public void Continue(ExistingStripe existing)
    {
        _mtf.Continue(existing.Filemarks);
        _map.Continue(existing.SetMap);
    }

    public void WriteMediaHeader(MediaLabel label, int stripe)
    {
        var tape = new FieldWriter(MediaHeaderSize);
        tape.U8(BlockHeader.StringTypeAt, BlockHeader.Unicode);
        tape.U32(TapeBlock.FamilyIdAt, label.FamilyIds[stripe - 1]);
        tape.U32(TapeBlock.AttributesAt, 5);
        tape.U16(TapeBlock.SequenceAt, 1);
        tape.U16(TapeBlock.PhysicalBlockAt, label.BlockSize / TapeBlock.PhysicalBlockUnit);
        tape.U16(TapeBlock.CatalogTypeAt, 3);
        tape.U16(TapeBlock.LogicalBlockAt, BlockHeader.LogicalBlock);
        tape.U16(TapeBlock.VendorAt, TapeBlock.SqlServerVendor);
        tape.Date(TapeBlock.DateAt, label.Date);
        tape.Text(TapeBlock.NameAt, label.Name);
        tape.Text(TapeBlock.DescriptionAt, label.Description);
        tape.Text(TapeBlock.SoftwareNameAt, "Microsoft SQL Server\0\0");
        _mtf.Block(BlockTag.Media, tape, attributes: 0x30000);

        var raid = new FieldWriter(StripeStream.Size);
        raid.Guid(StripeStream.MediaSetIdAt, label.MediaSetId);
        raid.U32(StripeStream.MarkAt, StripeStream.Mark);
        raid.U16(StripeStream.StripesAt, label.Stripes);
        raid.U16(StripeStream.MirrorsAt, 1);
        raid.U16(StripeStream.StripeAt, stripe);
        raid.U16(StripeStream.OneAt, 1);
        _mtf.Stream(StreamTag.Stripe, raid.ToArray());
        _mtf.FillUnit(StreamTag.Padding, blockStart: 0);
        _mtf.Filemark(closesData: false);
    }

    /// <summary>SSET and VOLB.</summary>
    public void BeginSet(BackupSet set)
    {
        _mtf.SetStart = _mtf.Position;
        _setFileOffset = _output.FilePosition;
        _controlId = 0;

        var sset = new FieldWriter(SetHeaderSize);
        sset.U16(BlockHeader.OsSizeAt, SsetBlock.OsSize);
        sset.U16(BlockHeader.OsOffsetAt, SetHeaderSize);
        sset.U8(BlockHeader.StringTypeAt, BlockHeader.Unicode);
        sset.U32(SsetBlock.AttributesAt, SetAttributes(set));
        sset.U16(SsetBlock.VendorAt, TapeBlock.SqlServerVendor);
        sset.U16(SsetBlock.PositionAt, set.Position);
        sset.U64(SsetBlock.AddressAt, _setFileOffset);
        sset.Date(SsetBlock.DateAt, set.StartedAt.Local);
        sset.U8(SsetBlock.MajorAt, set.SoftwareVersion.Major);
        sset.U8(SsetBlock.MinorAt, set.SoftwareVersion.Minor);
        sset.U8(SsetBlock.TimeZoneAt, TimeZone(set));
        sset.U8(SsetBlock.TimeZoneAt + 2, 2);
        sset.Pad((SetHeaderSize + SsetBlock.OsSize + 1) & ~1);
        sset.Guid(SetHeaderSize + SsetBlock.SetGuidInOs, set.SetGuid);
        sset.Date(SetHeaderSize + SsetBlock.ExpirationInOs, set.ExpiresAt?.Local);
        sset.Text(SsetBlock.NameAt, set.Name);
        sset.Text(SsetBlock.DescriptionAt, set.Description);
        sset.Text(SsetBlock.UserAt, set.User);
        Block(BlockTag.Set, sset);
        _mtf.EndBlock();

        var volume = new FieldWriter(VolumeSize);
        volume.U8(BlockHeader.StringTypeAt, BlockHeader.Unicode);
        volume.U32(VolumeBlock.AttributesAt, 2);
        volume.Date(VolumeBlock.DateAt, set.StartedAt.Local);
        volume.Text(VolumeBlock.DeviceAt, SetMapWriter.Device);
        volume.Text(VolumeBlock.MachineAt, set.Machine);
        Block(BlockTag.Volume, volume);
        _mtf.EndBlock();
    }

    /// <summary>MSCI: the set as known at its start.</summary>
    public void WriteDescription(BackupSet set)
    {
        Describe(BlockTag.Description, set);
        _mtf.EndBlock();
    }

    /// <summary>MSDA: the extents that this stripe gets.</summary>
    public void WritePages(IReadOnlyList<ExtentAddress> extents, ReadExtent read, bool checksum, Action<int> written)
    {
        Block(BlockTag.Pages, PagesBlock());
        _mtf.Contents(
            StreamTag.Pages, (long)extents.Count * Page.ExtentSize, StreamHeader.VariableLength | (checksum ? StreamHeader.ChecksumFollows : 0));
        var sum = new StreamChecksum();
        byte[] buffer = new byte[Page.ExtentSize];
        foreach (ExtentAddress extent in extents)
        {
            read(extent, buffer);
            sum.Append(buffer);
            _mtf.Write(buffer);
            written(buffer.Length);
        }

        _mtf.EndContents();
        if (checksum)
            _mtf.Stream(StreamTag.Checksum, BitConverter.GetBytes(sum.Value));

        _mtf.BeginStream(StreamTag.Pages, length: 0, StreamHeader.VariableLength | StreamHeader.LastPiece);
        _mtf.EndBlock();
    }

    /// <summary>MSTL: a range of the log. Every stripe names it; one of them holds it.</summary>
    public void WriteLog(LogRange range, int softwareMajor, bool holdsLog, bool checksum, Action<int> written)
    {
        int size = softwareMajor <= 10 ? LogRangeBlock.BlockSize : LogRangeBlock.BlockSize + 4;
        var block = new FieldWriter(size);
        block.U16(0x3A, 1);
        block.U64(LogRangeBlock.StartAt, range.Start);
        block.U64(LogRangeBlock.EndAt, range.Start + range.Length);
        block.U32(LogRangeBlock.FileIdAt, (uint)range.FileId);
        block.U16(0x50, size - LogRangeBlock.VlfAt);
        block.U16(0x52, LogRangeBlock.VlfAt);
        block.U32(LogRangeBlock.VlfAt, range.Vlf);
        block.U64(LogRangeBlock.VlfSizeAt, range.VlfSize);
        block.U64(LogRangeBlock.VlfOffsetAt, range.VlfOffset);
        block.U16(0x70, 2);
        block.U16(0x72, range.Vlf == 0 ? 0 : 0x40);
        Block(BlockTag.Log, block);
        if (holdsLog && range.Blocks.Count > 0)
            WriteLogBlocks(range, checksum, written);

        _mtf.EndBlock();
    }

    /// <summary>MSLS and the end of the data: the set as it turned out.</summary>
    public void WriteFinalDescription(BackupSet set)
    {
        Describe(BlockTag.FinalDescription, set);
        _mtf.FillUnit(StreamTag.Padding, _mtf.SetStart);
        _mtf.Filemark(closesData: true);
    }

    /// <summary>Where MSLS will stand, so that the set can tell its size in it.</summary>
    public void MeasureSet() => _descriptionOffset = _mtf.Position - _mtf.SetStart;

    /// <summary>Both ESET, with the map of all sets in the file.</summary>
    public void EndSet(BackupSet set)
    {
        _map.Add(set, _setFileOffset, SetAttributes(set), TimeZone(set));
        long firstEnd = _output.FilePosition;
        long start = _mtf.Position;
        _mtf.Block(BlockTag.SetEnd, SetEnd(set, firstEnd: 0));
        _mtf.FillUnit(StreamTag.Catalog, start);
        _mtf.Stream(StreamTag.SetMap, _map.ToArray());
        _mtf.FillUnit(StreamTag.Padding, start);

        start = _mtf.Position;
        _mtf.Block(BlockTag.SetEnd, SetEnd(set, firstEnd));
        _mtf.FillUnit(StreamTag.Padding, start);
        _mtf.Filemark(closesData: false);
        _output.Flush();
    }

    public void Dispose() => _output.Dispose();

    private static FieldWriter PagesBlock()
    {
        var block = new FieldWriter(PagesSize);
        block.U16(0x3A, 1);
        return block;
    }

    private static FieldWriter SetEnd(BackupSet set, long firstEnd)
    {
        var block = new FieldWriter(SetEndSize);
        block.U32(SetEndBlock.AttributesAt, SetAttributes(set));
        block.U64(SetEndBlock.FirstSetEndAt, firstEnd);
        block.U16(SetEndBlock.PositionAt, set.Position);
        block.Date(SetEndBlock.DateAt, set.StartedAt.Local);
        return block;
    }

    private static uint SetAttributes(BackupSet set) =>
        set.DifferentialBaseGuid is null ? SsetBlock.Normal : SsetBlock.Differential;

    private static int TimeZone(BackupSet set) =>
        set.StartedAt.Offset is { } offset ? (int)(offset.TotalMinutes / 15) : SsetBlock.NoTimeZone;

    private void Describe(uint tag, BackupSet set)
    {
        var block = new FieldWriter(DescriptionSize);
        block.U8(BlockHeader.StringTypeAt, BlockHeader.Unicode);
        Block(tag, block);
        _mtf.Stream(StreamTag.Description, SetRecords.Write(set));
    }

    private void WriteLogBlocks(LogRange range, bool checksum, Action<int> written)
    {
        long fill = -range.Length & (LogFill - 1);
        _mtf.Contents(StreamTag.Log, range.Length + fill, checksum ? StreamHeader.ChecksumFollows : 0);
        var sum = new StreamChecksum();
        foreach (ReadOnlyMemory<byte> block in range.Blocks)
        {
            sum.Append(block.Span);
            _mtf.Write(block.Span);
            written(block.Length);
        }

        sum.Append(new byte[fill]);
        _mtf.WriteZeros(fill);
        _mtf.EndContents();
        if (checksum)
            _mtf.Stream(StreamTag.Checksum, BitConverter.GetBytes(sum.Value));
    }

    private void Block(uint tag, FieldWriter block) => _mtf.Block(tag, block, _controlId++);
}
