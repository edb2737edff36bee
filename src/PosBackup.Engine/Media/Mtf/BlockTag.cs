namespace PosBackup.Engine.Media.Mtf;

/// <summary>Types of descriptor blocks: MTF's own, and SQL Server's (MS..).</summary>
internal static class BlockTag
{
    public const uint Media = 'T' | ('A' << 8) | ('P' << 16) | ((uint)'E' << 24);
    public const uint Set = 'S' | ('S' << 8) | ('E' << 16) | ((uint)'T' << 24);
    public const uint Volume = 'V' | ('O' << 8) | ('L' << 16) | ((uint)'B' << 24);
    public const uint SetEnd = 'E' | ('S' << 8) | ('E' << 16) | ((uint)'T' << 24);
    public const uint Filemark = 'S' | ('F' << 8) | ('M' << 16) | ((uint)'B' << 24);
    public const uint Description = 'M' | ('S' << 8) | ('C' << 16) | ((uint)'I' << 24);
    public const uint Pages = 'M' | ('S' << 8) | ('D' << 16) | ((uint)'A' << 24);
    public const uint Log = 'M' | ('S' << 8) | ('T' << 16) | ((uint)'L' << 24);
    public const uint FinalDescription = 'M' | ('S' << 8) | ('L' << 16) | ((uint)'S' << 24);

    public static bool IsKnown(uint tag) => tag
        is Media or Set or Volume or SetEnd or Filemark or Description or Pages or Log or FinalDescription;
}
