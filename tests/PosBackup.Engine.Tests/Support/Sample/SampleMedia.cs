using System.Buffers.Binary;
using PosBackup.Engine.Media.Checksums;
using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Media.Records;

namespace PosBackup.Engine.Tests.Support.Sample;

/// <summary>Small backup media made by hand, for what no real file shows. Written from the description of the format, without the reader.</summary>
internal static class SampleMedia
{
    public static Guid MediaSetId { get; } = new("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee");

    private const uint FamilyId = 0xFEEDBEEF;

    public static byte[] Make(params SampleSet[] sets)
    {
        using var stream = new MemoryStream();
        Write(stream, sets);
        return stream.ToArray();
    }

    public static void Write(Stream output, params IReadOnlyList<SampleSet> sets)
    {
        var writer = new MtfWriter(output);
        writer.Block(BlockTag.Media, new FieldWriter(0x5E)
            .U32(TapeBlock.FamilyIdAt, FamilyId)
            .U16(TapeBlock.PhysicalBlockAt, 1)
            .Date(TapeBlock.DateAt, sets.Count == 0 ? default : sets[0].Start)
            .Text(TapeBlock.NameAt, "tape one")
            .Text(TapeBlock.SoftwareNameAt, "Microsoft SQL Server").Bytes);
        writer.Stream(StreamTag.Stripe, new FieldWriter(StripeStream.Size)
            .Guid(StripeStream.MediaSetIdAt, MediaSetId)
            .U32(StripeStream.MarkAt, StripeStream.Mark)
            .U16(StripeStream.StripesAt, 1)
            .U16(StripeStream.StripeAt, 1).Bytes);
        writer.EndBlock(BlockTag.Media);
        writer.Filemark();
        var places = new List<(SampleSet Set, long Offset)>();
        foreach (SampleSet set in sets)
        {
            places.Add((set, writer.Position));
            WriteContents(writer, set, places.Count);
            writer.Filemark();
            WriteEnd(writer, set, places);
            writer.Filemark();
        }
    }

    private static void WriteContents(MtfWriter writer, SampleSet set, int position)
    {
        FieldWriter header = new FieldWriter(0x64)
            .U16(SsetBlock.VendorAt, TapeBlock.SqlServerVendor)
            .U16(SsetBlock.PositionAt, position)
            .Long(SsetBlock.AddressAt, writer.Position)
            .Date(SsetBlock.DateAt, set.Start)
            .Byte(SsetBlock.TimeZoneAt, 8 * 4);
        header.U16(BlockHeader.OsSizeAt, SsetBlock.OsSize)
            .U16(BlockHeader.OsOffsetAt, header.Append(new FieldWriter(SsetBlock.OsSize).Guid(0, set.SetGuid).Bytes))
            .Text(SsetBlock.NameAt, set.Name)
            .Text(SsetBlock.UserAt, set.User);
        EmptyBlock(writer, BlockTag.Set, header.Bytes);
        EmptyBlock(writer, BlockTag.Volume, new FieldWriter(0x4C).Text(VolumeBlock.DeviceAt, "C:").Text(VolumeBlock.MachineAt, "TILL7").Bytes);
        Describe(writer, BlockTag.Description, Description(set));
        if (set.Kind != 'L')
            WritePages(writer, set);

        WriteLog(writer, set);
        set.MoreBlocks(writer);
        byte[] final = Description(set);
        set.FinalDescription(final);
        Describe(writer, BlockTag.FinalDescription, final, set.FinalPadding);
    }

    private static void WriteEnd(MtfWriter writer, SampleSet set, List<(SampleSet Set, long Offset)> places)
    {
        long first = writer.Position;
        FieldWriter end = new FieldWriter(0x58).U16(SetEndBlock.PositionAt, places.Count).Date(SetEndBlock.DateAt, set.Start);
        writer.Block(BlockTag.SetEnd, end.Bytes, set.SetEndAttributes);
        writer.Stream(StreamTag.SetMap, Map(places));
        writer.EndBlock(BlockTag.SetEnd);
        EmptyBlock(writer, BlockTag.SetEnd, end.Long(SetEndBlock.FirstSetEndAt, first).Bytes);
    }

    private static byte[] Map(List<(SampleSet Set, long Offset)> places)
    {
        var map = new FieldWriter(SetMap.EntriesAt).U32(SetMap.FamilyIdAt, FamilyId).U16(SetMap.CountAt, places.Count);
        foreach ((SampleSet set, long offset) in places)
        {
            FieldWriter entry = new FieldWriter(SetMapEntry.MinSize)
                .Long(SetMapEntry.SetOffsetAt, offset)
                .U16(SetMapEntry.PositionAt, places.FindIndex(place => place.Offset == offset) + 1)
                .Date(SetMapEntry.DateAt, set.Start)
                .Text(SetMapEntry.NameAt, set.Name)
                .Text(SetMapEntry.UserAt, set.User);
            map.Append(entry.U16(SetMapEntry.LengthAt, entry.Bytes.Length).Bytes);
        }

        return map.Bytes;
    }

    private static void EmptyBlock(MtfWriter writer, uint tag, byte[] block)
    {
        writer.Block(tag, block);
        writer.EndBlock(tag);
    }

    private static void Describe(MtfWriter writer, uint tag, byte[] description, int padding = 0)
    {
        writer.Block(tag, new byte[0x38]);
        writer.Stream(StreamTag.Description, description);
        writer.EndBlock(tag, padding);
    }

    private static void WritePages(MtfWriter writer, SampleSet set)
    {
        int fillers = -set.Contents.Count & 3;
        int attributes = StreamHeader.VariableLength | (set.WithChecksum ? StreamHeader.ChecksumFollows : 0);
        var sum = default(StreamChecksum);
        writer.Block(BlockTag.Pages, new byte[0x3C]);
        writer.AlignContents();
        writer.BeginStream(StreamTag.Pages, StreamHeader.LeadBytes + ((long)(set.Contents.Count + fillers) * Page.ExtentSize), attributes);
        writer.Write(new byte[StreamHeader.LeadBytes]);
        foreach (byte[] page in Pages(set, fillers))
        {
            sum.Append(page);
            writer.Write(page);
        }

        if (set.WithChecksum)
            writer.Stream(StreamTag.Checksum, MtfWriter.Checksum(sum.Value));

        writer.Stream(StreamTag.Pages, [], StreamHeader.VariableLength | StreamHeader.LastPiece);
        writer.EndBlock(BlockTag.Pages);
    }

    private static IEnumerable<byte[]> Pages(SampleSet set, int fillers) =>
        set.Contents
            .SelectMany(extent => Enumerable.Range(0, Page.ExtentPages).Select(page => SamplePages.Make(set, (uint)((extent * Page.ExtentPages) + page))))
            .Concat(Enumerable.Repeat(SamplePages.Filler(), fillers * Page.ExtentPages));

    private static void WriteLog(MtfWriter writer, SampleSet set)
    {
        const int VlfOffset = 8192;
        long start = VlfOffset + (set.FirstLogBlock * LogBlock.Sector), length = set.LogBlocks.Sum() * LogBlock.Sector;
        writer.Block(BlockTag.Log, new FieldWriter(LogRangeBlock.BlockSize)
            .Long(LogRangeBlock.StartAt, start)
            .Long(LogRangeBlock.EndAt, start + length)
            .U32(LogRangeBlock.FileIdAt, 2)
            .U32(LogRangeBlock.VlfAt, SampleSet.Vlf)
            .Long(LogRangeBlock.VlfOffsetAt, VlfOffset).Bytes);
        if (length > 0)
        {
            byte[] log = Log(set);
            var sum = default(StreamChecksum);
            sum.Append(log);
            writer.AlignContents();
            writer.Stream(StreamTag.Log, [0, 0, .. log], set.WithChecksum ? StreamHeader.ChecksumFollows : 0);
            if (set.WithChecksum)
                writer.Stream(StreamTag.Checksum, MtfWriter.Checksum(sum.Value));
        }

        writer.EndBlock(BlockTag.Log);
    }

    private static byte[] Log(SampleSet set)
    {
        byte[] log = new byte[65536];
        int at = 0;
        uint number = set.FirstLogBlock;
        for (int i = 0; i < set.LogBlocks.Count; i++)
        {
            Span<byte> block = log.AsSpan(at, set.LogBlocks[i] * LogBlock.Sector);
            new Random(i).NextBytes(block);
            block[LogBlock.KindAt] = 0x50;
            number = set.LogNumbers.GetValueOrDefault(i, number);
            BinaryPrimitives.WriteUInt16LittleEndian(block[LogBlock.UsedAt..], (ushort)block.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(block[LogBlock.SizeAt..], (ushort)block.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(block[LogBlock.VlfAt..], SampleSet.Vlf);
            BinaryPrimitives.WriteUInt32LittleEndian(block[LogBlock.NumberAt..], number);
            BinaryPrimitives.WriteUInt32LittleEndian(block[LogBlock.ChecksumAt..], LogBlockChecksum.Compute(block));
            number += (uint)set.LogBlocks[i];
            at += block.Length;
        }

        return log;
    }

    private static byte[] Description(SampleSet set)
    {
        long pages = set.Contents.Count * Page.ExtentPages, log = set.LogBlocks.Sum() * LogBlock.Sector;
        byte[] scin = new FieldWriter(0x160)
            .U32(ScinRecord.FlagsAt, 0x200u | (set.WithChecksum ? 0x10u : 0) | (set.Kind == 'I' ? ScinRecord.DifferentialFlag : 0))
            .Byte(ScinRecord.MajorAt, 16)
            .Lsn(ScinRecord.FirstLsnAt, set.First)
            .Lsn(ScinRecord.LastLsnAt, set.Last)
            .Lsn(ScinRecord.CheckpointLsnAt, set.First)
            .Date(ScinRecord.StartedAt, set.Start)
            .Date(ScinRecord.FinishedAt, set.Start.AddSeconds(3))
            .Byte(ScinRecord.TypeLetterAt, set.Kind)
            .U16(ScinRecord.DatabaseVersionAt, 957)
            .U32(ScinRecord.DatabaseStatusAt, set.Status)
            .Guid(ScinRecord.FamilyGuidAt, MediaSetId)
            .Text(ScinRecord.DatabaseNameAt, set.Database)
            .Text(ScinRecord.ServerNameAt, @"TILL7\SQLEXPRESS").Bytes;
        byte[] group = new FieldWriter(0x98).U32(SfgiRecord.IdAt, 1).Text(SfgiRecord.NameAt, "PRIMARY").Bytes;
        byte[] data = File(SfinRecord.DataFile, fileId: 1, (long)set.Extents * Page.ExtentSize, pages * Page.Size, set.Database, @"C:\data\shop.mdf");
        byte[] logs = File(SfinRecord.LogFile, fileId: 2, size: 1 << 20, log, set.Database + "_log", @"C:\data\shop.ldf");
        return [.. Record(RecordTag.Set, scin), .. Record(RecordTag.FileGroup, group), .. Record(RecordTag.File, data), .. Record(RecordTag.File, logs)];
    }

    private static byte[] File(uint kind, uint fileId, long size, long backup, string logical, string physical) => new FieldWriter(0x110)
        .U32(SfinRecord.FileIdAt, fileId)
        .U32(SfinRecord.KindAt, kind)
        .U32(SfinRecord.FileGroupIdAt, kind == SfinRecord.DataFile ? 1u : 0)
        .Long(SfinRecord.SizeAt, size)
        .Long(SfinRecord.BackupSizeAt, backup)
        .Text(SfinRecord.LogicalNameAt, logical)
        .Text(SfinRecord.PhysicalNameAt, physical).Bytes;

    private static byte[] Record(uint tag, byte[] record)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(record, tag);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(4), (uint)record.Length);
        return record;
    }
}
