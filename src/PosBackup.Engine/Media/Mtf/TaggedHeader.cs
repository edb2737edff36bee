using System.Buffers.Binary;
using PosBackup.Engine.Media.Checksums;

namespace PosBackup.Engine.Media.Mtf;

/// <summary>What the headers of blocks and of streams have in common: a tag at the beginning, and at the end the XOR of all words before.</summary>
internal static class TaggedHeader
{
    /// <summary>Whether a header of that size begins here; with its checksum all words cancel out.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes, int size) =>
        bytes.Length >= size
        && FourLetters.IsTag(BinaryPrimitives.ReadUInt32LittleEndian(bytes))
        && HeaderChecksum.OfWords(bytes[..size]) == 0;
}
