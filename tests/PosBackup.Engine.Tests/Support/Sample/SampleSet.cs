using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Tests.Support.Sample;

/// <summary>What a backup set of <see cref="SampleMedia"/> looks like.</summary>
internal sealed record SampleSet
{
    public char Kind { get; init; } = 'D';

    public Guid SetGuid { get; init; } = new("11111111-2222-3333-4444-555555555555");

    public string Database { get; init; } = "Shop";

    public string Name { get; init; } = "nightly";

    public string User { get; init; } = @"SHOP\till";

    public bool WithChecksum { get; init; } = true;

    /// <summary>Extents of the data file, all of them allocated.</summary>
    public int Extents { get; init; } = 3;

    /// <summary>Extents that the differential map calls changed.</summary>
    public IReadOnlyList<int> Changed { get; init; } = [0];

    /// <summary>Extents that the set really holds; null = all for a full, the changed ones for a differential.</summary>
    public IReadOnlyList<int>? Written { get; init; }

    /// <summary>Pages that the free space map calls free.</summary>
    public IReadOnlyList<uint> FreePages { get; init; } = [];

    /// <summary>Changes a page after it was made, and before the checksum of the stream is taken.</summary>
    public Action<uint, byte[]> Page { get; init; } = (_, _) => { };

    /// <summary>Sectors of each log block.</summary>
    public IReadOnlyList<int> LogBlocks { get; init; } = [1, 3, 2];

    /// <summary>Number of the first log block.</summary>
    public uint FirstLogBlock { get; init; } = 400;

    /// <summary>Numbers that log blocks are given instead of those that follow each other, by index.</summary>
    public IReadOnlyDictionary<int, uint> LogNumbers { get; init; } = new Dictionary<int, uint>();

    /// <summary>Changes the description in MSLS, which then differs from that in MSCI.</summary>
    public Action<byte[]> FinalDescription { get; init; } = _ => { };

    /// <summary>Writes blocks of its own before MSLS.</summary>
    public Action<MtfWriter> MoreBlocks { get; init; } = _ => { };

    /// <summary>Bytes of padding behind MSLS beyond what alignment asks for.</summary>
    public int FinalPadding { get; init; }

    /// <summary>Attributes of the first ESET.</summary>
    public uint SetEndAttributes { get; init; }

    public uint Status { get; init; } = 0x10000;

    public DateTime Start { get; init; } = new(2024, 2, 29, 23, 59, 58, DateTimeKind.Unspecified);

    public IReadOnlyList<int> Contents => Kind == 'L' ? [] : Written ?? (Kind == 'I' ? Changed : [.. Enumerable.Range(0, Extents)]);

    public const uint Vlf = 36;

    public Lsn First => new(Vlf, FirstLogBlock, 1);

    public Lsn Last => new(Vlf, (uint)(FirstLogBlock + LogBlocks.Sum()), 1);
}
