using System.Buffers.Binary;

namespace PosBackup.Engine.Media.Container;

/// <summary>The header of compressed or encrypted media: <c>MSSQLBAK</c>, version, algorithm. The first chunk follows at <see cref="Size"/>.</summary>
/// <param name="Version">2 from SQL Server 2014 on.</param>
/// <param name="Algorithm">Compression algorithm, with bits of its own for encryption.</param>
internal readonly record struct ContainerHeader(uint Version, uint Algorithm)
{
    public const int Size = 0x1E0;
    public const int VersionAt = 0x08;
    public const int AlgorithmAt = 0x0C;
    public const uint KnownVersion = 2;
    public const uint Xpress = 3;
    public const uint Zstandard = 0x83;

    public static ReadOnlySpan<byte> Signature => "MSSQLBAK"u8;

    /// <summary>Reads the header; null when the file does not begin with the signature.</summary>
    public static ContainerHeader? Read(ReadOnlySpan<byte> file) =>
        file.Length >= Size && file.StartsWith(Signature)
            ? new ContainerHeader(
                BinaryPrimitives.ReadUInt32LittleEndian(file[VersionAt..]),
                BinaryPrimitives.ReadUInt32LittleEndian(file[AlgorithmAt..]))
            : null;
}
