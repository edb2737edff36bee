using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Media.Reading;
using PosBackup.Engine.Media.Records;

namespace PosBackup.Engine.Media.Listing;

/// <summary>Gathers the blocks of one set that describe it.</summary>
internal sealed class SetParts
{
    public SsetBlock? Header { get; private set; }

    public VolumeBlock? Volume { get; private set; }

    public SetDescription? First { get; private set; }

    public SetDescription? Final { get; private set; }

    /// <summary>Bytes of the MQCI stream of MSCI; that of MSLS is as long.</summary>
    public int DescriptionLength { get; private set; }

    /// <summary>The set as far as it is known; null when its header or its description is missing.</summary>
    public BackupSet? Compose() => SetListing.Compose(Header, Volume, Final ?? First);

    /// <summary>Takes in the block that the reader stands on, and moves behind it.</summary>
    public void Take(BlockReader reader, BlockHeader header)
    {
        ReadOnlySpan<byte> body = reader.TakeBody(header);
        if (header.Tag == BlockTag.Set)
            Header ??= SsetBlock.Read(body);
        else if (header.Tag == BlockTag.Volume)
            Volume ??= VolumeBlock.Read(body);

        bool describes = header.Tag is BlockTag.Description or BlockTag.FinalDescription;
        while (reader.NextStream() is { } stream)
        {
            if (!describes || stream.Tag != StreamTag.Description || StreamBytes.TakeRest(reader, SetDescription.MaxLength) is not { } bytes)
                continue;

            if (header.Tag == BlockTag.FinalDescription)
                Final ??= SetDescription.Read(bytes, Header?.Offset);
            else
                (First, DescriptionLength) = (SetDescription.Read(bytes, Header?.Offset), bytes.Length);
        }
    }
}
