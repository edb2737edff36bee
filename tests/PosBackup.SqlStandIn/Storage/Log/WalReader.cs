using System.Buffers.Binary;

namespace PosBackup.SqlStandIn.Storage.Log;

/// <summary>
/// Reads what SQLite committed to its write-ahead log since a position: 32-byte header (big-endian; page size at 8, salts at 16 and 20), frames
/// of a 24-byte header (page at 0, pages of the database after a commit at 4, else 0; salts at 8 and 12) and the page.
/// </summary>
internal static class WalReader
{
    private const int HeaderSize = 32;
    private const int FrameHeaderSize = 24;
    private const int FrameSize = FrameHeaderSize + PageGeometry.StorePageSize;

    /// <summary>The newest image of each page changed since the position, the pages of the store after it, and the position reached.</summary>
    public static WalChanges ReadSince(string storePath, WalPosition from)
    {
        var none = new WalChanges(new SortedDictionary<int, byte[]>(), StorePages: null, from);
        string path = storePath + "-wal";
        if (!File.Exists(path))
            return none;

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[HeaderSize];
        if (file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize)
            return none;

        uint salt1 = BinaryPrimitives.ReadUInt32BigEndian(header[16..]);
        uint salt2 = BinaryPrimitives.ReadUInt32BigEndian(header[20..]);
        int frame = from.Salt1 == salt1 && from.Salt2 == salt2 ? from.Frames : 0;
        return ReadFrames(file, salt1, salt2, frame);
    }

    private static WalChanges ReadFrames(FileStream file, uint salt1, uint salt2, int first)
    {
        var committed = new SortedDictionary<int, byte[]>();
        var pending = new List<(int Page, byte[] Image)>();
        int? pages = null;
        int reached = first;
        byte[] frame = new byte[FrameSize];
        file.Position = HeaderSize + ((long)first * FrameSize);
        for (int index = first; file.ReadAtLeast(frame, FrameSize, throwOnEndOfStream: false) == FrameSize; index++)
        {
            if (BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(8)) != salt1 || BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(12)) != salt2)
                break;

            pending.Add((BinaryPrimitives.ReadInt32BigEndian(frame), frame[FrameHeaderSize..]));
            int pagesAfter = BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(4));
            if (pagesAfter == 0)
                continue;

            foreach ((int page, byte[] image) in pending)
                committed[page] = image;
            pending.Clear();
            pages = pagesAfter;
            reached = index + 1;
        }

        return new WalChanges(committed, pages, new WalPosition(salt1, salt2, reached));
    }
}

/// <summary>What SQLite committed.</summary>
/// <param name="Pages">Newest image of each changed page.</param>
/// <param name="StorePages">Pages of the store afterwards; null when nothing was committed.</param>
/// <param name="Reached">Position behind it.</param>
internal sealed record WalChanges(IReadOnlyDictionary<int, byte[]> Pages, int? StorePages, WalPosition Reached);
