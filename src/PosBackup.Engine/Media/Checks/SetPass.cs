using System.Globalization;
using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Media.Reading;
using PosBackup.Engine.Media.Records;

namespace PosBackup.Engine.Media.Checks;

/// <summary>Reads one backup set of one stripe, from its SSET to the filemark behind its ESETs, and feeds what it finds to the checks.</summary>
/// <param name="stripe">The stripe, standing on the SSET.</param>
/// <param name="set">The set, which the other stripes feed as well.</param>
internal sealed class SetPass(StripePass stripe, SetCheck set)
{
    private readonly BlockReader _reader = stripe.Reader;
    private readonly FindingLog _findings = stripe.Findings;
    private readonly BlockOrder _order = new(stripe.Findings);
    private readonly BackupChecksum _checksum = new(set.Tally, stripe.Findings);
    private byte[]? _firstDescription;
    private long _firstSetEnd;
    private int _passes;
    private bool _begun;
    private bool _announcedChecksums = true;

    /// <summary>Reads the set; leaves the reader behind it, or at the next SSET when this one breaks off.</summary>
    public void Read()
    {
        while (!_order.IsComplete)
        {
            if (_reader.Next() is not { } header)
            {
                BreakOff(FindingCode.Truncated, "the file ends before the backup set does");
                break;
            }

            bool resumed = _reader.LostItsWay;
            _reader.LostItsWay = false;
            set.IsBroken |= resumed;
            stripe.MissedSomething |= resumed;
            if (header.Tag == BlockTag.Set && _begun)
            {
                BreakOff(FindingCode.BlockOutOfPlace, "the next backup set begins before this one ends");
                break;
            }

            _begun = true;
            _order.Add(header, _reader.Start, _reader.Window.FileOffset, resumed);
            Take(header);
            _checksum.Settle();
        }

        set.Passes = Math.Max(set.Passes, _passes);
        if (!_announcedChecksums && set.Set is { HasChecksum: true })
            _findings.Suspect(FindingCode.BackupChecksumMissing, "the set was made WITH CHECKSUM, but not all of its contents have a backup checksum");
    }

    private void BreakOff(FindingCode code, string message)
    {
        set.IsBroken = true;
        stripe.MissedSomething = true;
        if (!_reader.Window.EndsEarly)
            _findings.Error(code, message, _reader.Window.FileOffset);
    }

    private void Take(BlockHeader header)
    {
        long fileOffset = _reader.Window.FileOffset;
        if (header.Tag == BlockTag.Filemark)
        {
            stripe.TakeFilemark(header);
            return;
        }

        ReadOnlySpan<byte> body = _reader.TakeBody(header);
        switch (header.Tag)
        {
            case BlockTag.Set:
                Begin(SsetBlock.Read(body), fileOffset);
                ReadStreams(header, default);
                break;
            case BlockTag.Volume:
                set.Volume ??= VolumeBlock.Read(body);
                ReadStreams(header, default);
                break;
            case BlockTag.Log:
                var range = LogRangeBlock.Read(body);
                set.Log.Declared[stripe.Stripe] = set.Log.Declared.GetValueOrDefault(stripe.Stripe) + range.Length;
                ReadStreams(header, range);
                break;
            case BlockTag.SetEnd:
                End(header, SetEndBlock.Read(body), fileOffset);
                ReadStreams(header, default);
                break;
            default:
                if (!BlockTag.IsKnown(header.Tag))
                    _findings.Note(FindingCode.UnknownBlock, $"a block of the unknown type {header.Name} was not checked", fileOffset);

                ReadStreams(header, default);
                break;
        }
    }

    private void Begin(SsetBlock header, long fileOffset)
    {
        _findings.Position = header.Position;
        stripe.SetMap.AddSet(fileOffset, header);
        set.Begin(header, _findings, fileOffset);
        if (header.Address != fileOffset)
            _findings.Error(FindingCode.BlockOutOfPlace, "the backup set does not stand where it says", fileOffset);
    }

    private void End(BlockHeader header, SetEndBlock end, long fileOffset)
    {
        if ((header.Attributes & BlockHeader.Aborted) != 0)
            _findings.Error(FindingCode.SetAborted, "BACKUP was broken off before the set was complete", fileOffset);

        if (set.Header is { } begin && end.Position != begin.Position)
            _findings.Error(FindingCode.BlockOutOfPlace, Text($"the end of set {begin.Position} calls it set {end.Position}"), fileOffset);

        if (_firstSetEnd == 0)
            _firstSetEnd = fileOffset;
        else if (end.FirstSetEnd != _firstSetEnd)
            _findings.Error(FindingCode.BlockOutOfPlace, "the second end of the set does not name the place of the first", fileOffset);
    }

    private void ReadStreams(BlockHeader header, LogRangeBlock range)
    {
        while (_reader.NextStream() is { } stream)
        {
            long fileOffset = _reader.Window.FileOffset;
            switch (stream.Tag)
            {
                case StreamTag.Padding or StreamTag.AlignmentPadding or StreamTag.Catalog:
                    PaddingCheck.Stream(_reader, stream, _findings);
                    break;
                case StreamTag.Description:
                    ReadDescription(header, fileOffset);
                    break;
                case StreamTag.Pages when stream.Length > 0:
                    _passes++;
                    Announce(stream, PageStream.Read(_reader, stream, set.Pages, _findings), fileOffset);
                    break;
                case StreamTag.Log when header.Tag == BlockTag.Log:
                    Announce(stream, new LogStream(_reader, set.Log, set.Tally, _findings).Read(range), fileOffset);
                    break;
                case StreamTag.Checksum:
                    _checksum.Compare(_reader, stream);
                    break;
                case StreamTag.SetMap:
                    ReadSetMap(fileOffset);
                    break;
                case StreamTag.Pages or StreamTag.Log:
                    break;
                default:
                    _findings.Note(FindingCode.UnknownStream, $"a stream of the unknown type {stream.Name} was not checked", fileOffset);
                    break;
            }
        }

        set.IsBroken |= _reader.LostItsWay;
    }

    private void Announce(StreamHeader stream, uint? sum, long fileOffset)
    {
        _announcedChecksums &= (stream.MediaAttributes & StreamHeader.ChecksumFollows) != 0;
        _checksum.Announce(stream, sum, fileOffset);
    }

    private void ReadSetMap(long fileOffset)
    {
        if (_reader.Left > SetMap.MaxLength)
            _findings.Note(FindingCode.TooLarge, "the set map is longer than 4 MB and was not checked", fileOffset);
        else if (StreamBytes.TakeRest(_reader, SetMap.MaxLength) is { } map)
            stripe.SetMap.Compare(map, fileOffset, !stripe.MissedSomething);
    }

    private void ReadDescription(BlockHeader header, long fileOffset)
    {
        bool isFinal = header.Tag == BlockTag.FinalDescription;
        bool isLong = _reader.Left > SetDescription.MaxLength;
        byte[]? bytes = StreamBytes.TakeRest(_reader, SetDescription.MaxLength);
        if (isLong)
            _findings.Note(FindingCode.TooLarge, "the description of the set is longer than 2 MB and was not checked", fileOffset);

        if (bytes is null)
            return;

        if (SetDescription.Read(bytes, set.Header?.Offset) is not { } description)
        {
            _findings.Error(FindingCode.MetadataDamaged, "the description of the set cannot be read", fileOffset);
            return;
        }

        foreach (string record in description.UnknownRecords)
            _findings.Note(FindingCode.UnknownRecord, $"a record of the unknown type {record} was not checked", fileOffset);

        set.Describe(description, isFinal);
        if (!isFinal)
            _firstDescription = bytes;
        else if (_firstDescription is { } first && VolatileBytes.FirstDifference(first, bytes) is { } at)
            _findings.Error(FindingCode.MetadataMismatch, "the two descriptions of the set differ", fileOffset + at);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
