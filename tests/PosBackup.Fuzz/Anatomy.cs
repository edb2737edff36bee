using System.Buffers.Binary;
using System.Text;
using PosBackup.Engine.Media.Checksums;

namespace PosBackup.Fuzz;

/// <summary>Finds the structures of a healthy media file by their looks, without the reader that is to be tested.</summary>
internal static class Anatomy
{
    private const int BlockHeader = 52;
    private const int StreamHeader = 22;
    private const int ChunkHeader = 28;
    private const int MarkerHeader = 24;
    private const int ContainerHeader = 0x1E0;

    private static readonly string[] Blocks = ["TAPE", "SFMB", "SSET", "VOLB", "MSCI", "MSDA", "MSTL", "MSLS", "ESET"];
    private static readonly string[] Streams = ["RAID", "MQCI", "MQDA", "MQTL", "APAD", "SPAD", "CSUM", "OTCP", "TSMP"];
    private static readonly string[] Records = ["SCIN", "SFGI", "SFIN"];

    /// <summary>All structures of a file, compressed or not, in the order of their offsets.</summary>
    public static IReadOnlyList<Site> Of(ReadOnlySpan<byte> file)
    {
        var sites = new List<Site>();
        if (file.StartsWith("MSSQLBAK"u8))
            AddChunks(file, sites);

        for (int at = 0; at <= file.Length - BlockHeader; at += 2)
            AddTagged(file, at, sites);

        return sites;
    }

    private static void AddTagged(ReadOnlySpan<byte> file, int at, List<Site> sites)
    {
        if (!char.IsAsciiLetterUpper((char)file[at]))
            return;

        string tag = Encoding.Latin1.GetString(file.Slice(at, 4));
        ReadOnlySpan<byte> here = file[at..];
        if (Blocks.Contains(tag) && HeaderChecksum.OfWords(here[..BlockHeader]) == 0)
            sites.Add(new(SiteKind.Block, at, Math.Min(256, here.Length), BlockHeader));

        if (Streams.Contains(tag) && HeaderChecksum.OfWords(here[..StreamHeader]) == 0)
        {
            // The first bytes of small streams are fields too: stripes, set map.
            sites.Add(new(SiteKind.Stream, at, Math.Min(128, here.Length), StreamHeader));
            AddContents(file, at + StreamHeader + 2, tag, (int)BinaryPrimitives.ReadInt64LittleEndian(here[8..]) - 2, sites);
        }

        if (Records.Contains(tag))
            sites.Add(new(SiteKind.Record, at, Math.Min(0x160, here.Length), 0));
    }

    private static void AddContents(ReadOnlySpan<byte> file, int at, string tag, int length, List<Site> sites)
    {
        int end = Math.Min(at + length, file.Length);
        for (; tag is "MQDA" && at <= end - PageChecksum.PageSize; at += PageChecksum.PageSize)
            sites.Add(new(SiteKind.Page, at, 200, PageChecksum.PageSize));

        while (tag is "MQTL" && at <= end - SectorSum.SectorSize)
        {
            int size = BinaryPrimitives.ReadUInt16LittleEndian(file[(at + 6)..]);
            if (size < SectorSum.SectorSize || size % SectorSum.SectorSize != 0 || at + size > end)
                return;

            sites.Add(new(SiteKind.LogBlock, at, 72, size));
            at += size;
        }
    }

    private static void AddChunks(ReadOnlySpan<byte> file, List<Site> sites)
    {
        sites.Add(new(SiteKind.ContainerHeader, 0, 64, 0));
        for (int at = ContainerHeader; at <= file.Length - ChunkHeader;)
        {
            int size = BinaryPrimitives.ReadUInt16LittleEndian(file[(at + 2)..]);
            switch (file[at])
            {
                case 0x21:
                    sites.Add(new(SiteKind.Chunk, at, ChunkHeader, size));
                    at += ChunkHeader + size;
                    break;
                case 0x24:
                    sites.Add(new(SiteKind.Marker, at, ChunkHeader, 0));
                    at += MarkerHeader + size;
                    at += FilemarkSize(file, at);
                    break;
                case 0x2C:
                    int index = BinaryPrimitives.ReadInt32LittleEndian(file[(at + MarkerHeader + 8)..]);
                    sites.Add(new(SiteKind.Marker, at, Math.Min(MarkerHeader + index, file.Length - at), 0));
                    at += MarkerHeader + index;
                    at += FilemarkSize(file, at);
                    break;
                default:
                    return;
            }
        }
    }

    private static int FilemarkSize(ReadOnlySpan<byte> file, int at) =>
        at <= file.Length - BlockHeader ? BinaryPrimitives.ReadUInt16LittleEndian(file[(at + 8)..]) : BlockHeader;
}
