using System.Buffers.Binary;
using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Media.Reading;

namespace PosBackup.Engine.Media.Checks;

/// <summary>The backup checksum (WITH CHECKSUM): a CSUM stream behind each stream of pages or log that announces it.</summary>
internal sealed class BackupChecksum(Tally tally, FindingLog findings)
{
    /// <summary>Bytes of a CSUM stream.</summary>
    public const int Size = 4;

    private uint? _expected;
    private string _of = "";
    private long _start;

    /// <summary>A stream of contents is over.</summary>
    /// <param name="stream">Its header.</param>
    /// <param name="sum">What its bytes sum up to; null when they could not all be read.</param>
    /// <param name="fileOffset">Where it stands, for findings.</param>
    public void Announce(StreamHeader stream, uint? sum, long fileOffset)
    {
        Settle();
        _of = stream.Name;
        _start = fileOffset;
        _expected = (stream.MediaAttributes & StreamHeader.ChecksumFollows) != 0 ? sum : null;
    }

    /// <summary>Compares the CSUM stream that the reader stands on.</summary>
    public void Compare(BlockReader reader, StreamHeader stream)
    {
        ReadOnlySpan<byte> stored = reader.Window.Peek(Size);
        if (_expected is not { } expected || stream.Length != Size || stored.Length != Size)
            return;

        _expected = null;
        tally.BackupChecksumsChecked++;
        if (BinaryPrimitives.ReadUInt32LittleEndian(stored) != expected)
            findings.Error(FindingCode.BackupChecksumMismatch, $"the contents of {_of} do not match the backup checksum", _start);
    }

    /// <summary>The block is over: a checksum that was announced must have come.</summary>
    public void Settle()
    {
        if (_expected is not null)
            findings.Error(FindingCode.BackupChecksumMissing, $"{_of} announces a backup checksum that does not follow", _start);

        _expected = null;
    }
}
