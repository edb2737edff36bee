using System.Globalization;
using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Media.Reading;

namespace PosBackup.Engine.Media.Checks;

/// <summary>The sequential pass over the MTF stream of one file: media header, set after set, end of file.</summary>
internal sealed class StripePass
{
    private readonly FilemarkCheck _filemarks;

    public StripePass(ByteWindow window, FindingLog findings)
    {
        Findings = findings;
        Reader = new BlockReader(window, findings);
        SetMap = new SetMapCheck(findings);
        _filemarks = new FilemarkCheck(findings);
    }

    public FindingLog Findings { get; }

    public BlockReader Reader { get; }

    public SetMapCheck SetMap { get; }

    /// <summary>The media header; null when it could not be read.</summary>
    public TapeBlock? Tape { get; private set; }

    /// <summary>Which stripe this is; null when the media header could not be read.</summary>
    public StripeStream? Identity { get; private set; }

    public int Stripe => Identity?.Stripe ?? 1;

    /// <summary>Whether blocks were passed over: then lists of all that came before have nothing to be compared with.</summary>
    public bool MissedSomething { get; set; }

    /// <summary>Reads TAPE and the filemark behind it.</summary>
    public void ReadMediaHeader()
    {
        while (Reader.Next() is { } header && header.Tag is BlockTag.Media or BlockTag.Filemark)
        {
            MissedSomething |= Reader.LostItsWay;
            Reader.LostItsWay = false;
            if (header.Tag == BlockTag.Filemark)
            {
                TakeFilemark(header);
                return;
            }

            TakeTape(header);
        }

        if (Reader.Window.IsAtEnd && !Reader.Window.EndsEarly)
            Findings.Error(FindingCode.Truncated, "the file ends before its first backup set", Reader.Window.FileOffset);
    }

    /// <summary>Whether another set follows; reports what else follows.</summary>
    public bool HasNextSet()
    {
        Findings.Position = null;
        while (!Reader.Window.IsAtEnd)
        {
            long start = Reader.Window.FileOffset;
            if (BlockHeader.Read(Reader.Window.Peek(BlockHeader.Size)) is { Tag: BlockTag.Set })
                return true;

            Findings.Error(FindingCode.TrailingBytes, "something other than a backup set follows the filemark of the one before", start);
            MissedSomething = true;
            if (Reader.Next() is not { } header)
                break;

            // With its SSET damaged, a set can still be checked from its next block on.
            if (header.Tag is not (BlockTag.Filemark or BlockTag.SetEnd or BlockTag.Media))
                return true;

            Reader.LostItsWay = false;
            if (header.Tag == BlockTag.Filemark)
                Reader.TakeFilemark(header, Tape?.PhysicalBlock ?? 0);
            else
                PassOver(header);
        }

        return false;
    }

    public void TakeFilemark(BlockHeader header)
    {
        long fileOffset = Reader.Window.FileOffset;
        ReadOnlySpan<byte> block = Reader.TakeFilemark(header, Tape?.PhysicalBlock ?? 0);
        if (Tape is { PhysicalBlock: not 0 } tape && tape.PhysicalBlock != block.Length)
            Findings.Error(FindingCode.FilemarkMismatch, Text($"a filemark is {block.Length} bytes long, not {tape.PhysicalBlock}"), fileOffset);

        _filemarks.Add(header, block, fileOffset, !MissedSomething);
    }

    private void TakeTape(BlockHeader header)
    {
        Tape = TapeBlock.Read(Reader.TakeBody(header));
        SetMap.FamilyId = Tape.FamilyId;
        while (Reader.NextStream() is { } stream)
        {
            long fileOffset = Reader.Window.FileOffset;
            if (stream.Tag == StreamTag.Stripe)
                TakeIdentity(stream, fileOffset);
            else if (stream.Tag is StreamTag.Padding or StreamTag.AlignmentPadding)
                PaddingCheck.Stream(Reader, stream, Findings);
            else
                Findings.Note(FindingCode.UnknownStream, $"a stream of the unknown type {stream.Name} was not checked", fileOffset);
        }
    }

    private void TakeIdentity(StreamHeader stream, long fileOffset)
    {
        Identity = StripeStream.Read(Reader.Window.Peek((int)Math.Min(stream.Length, StripeStream.Size)));
        if (Identity is null)
            Findings.Error(FindingCode.MetadataDamaged, "the media header does not tell which stripe this is", fileOffset);
    }

    private void PassOver(BlockHeader header)
    {
        Reader.TakeBody(header);
        Reader.SkipStreams();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
