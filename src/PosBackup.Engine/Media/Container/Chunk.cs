namespace PosBackup.Engine.Media.Container;

/// <summary>One chunk as the walk finds it.</summary>
/// <param name="Offset">Where its header stands in the file.</param>
/// <param name="Header">Its header.</param>
internal readonly record struct Chunk(long Offset, ChunkHeader Header);

/// <summary>A filemark of compressed media: it lies in the file as it is, so that it can be found from the end.</summary>
/// <param name="Offset">Where the filemark stands in the file.</param>
/// <param name="Block">The whole block.</param>
/// <param name="Index">The index in front of it; null when it has none.</param>
/// <param name="IndexOffset">Where the index stands.</param>
internal sealed record FilemarkChunk(long Offset, byte[] Block, ChunkIndex? Index, long IndexOffset);
