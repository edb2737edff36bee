using System.Buffers.Binary;
using PosBackup.Engine.Media.Checksums;

namespace PosBackup.Fuzz;

/// <summary>Makes checksums right again, so that a changed field is believed and read on.</summary>
internal static class Repair
{
    /// <summary>Repairs the checksum of one structure, as far as it still lies inside the file.</summary>
    public static void At(Span<byte> file, Site site)
    {
        if (site.Offset > file.Length - Math.Max(site.Length, site.Covered))
            return;

        Span<byte> here = file[site.Offset..];
        switch (site.Kind)
        {
            case SiteKind.Block or SiteKind.Stream:
                BinaryPrimitives.WriteUInt16LittleEndian(here[(site.Covered - 2)..], HeaderChecksum.OfWords(here[..(site.Covered - 2)]));
                break;
            case SiteKind.Page:
                BinaryPrimitives.WriteUInt32LittleEndian(here[0x3C..], PageChecksum.Compute(here));
                break;
            case SiteKind.LogBlock:
                BinaryPrimitives.WriteUInt32LittleEndian(here[0x18..], LogBlockChecksum.Compute(here[..site.Covered]));
                break;
            case SiteKind.Chunk:
                RepairChunk(here, site);
                break;
        }
    }

    /// <summary>The header may claim another size by now; the checksum then is that of the size claimed.</summary>
    private static void RepairChunk(Span<byte> chunk, Site site)
    {
        int claimed = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        int stored = Math.Min(claimed, chunk.Length - site.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[0x18..], ChunkChecksum.Compute(chunk.Slice(site.Length, stored)));
    }
}
