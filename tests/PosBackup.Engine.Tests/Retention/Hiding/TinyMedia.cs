using System.Buffers.Binary;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Tests.Support.Sample;

namespace PosBackup.Engine.Tests.Retention.Hiding;

/// <summary>Media files whose headers name given sets and which hold nothing else.</summary>
internal static class TinyMedia
{
    public static byte[] Make(Guid mediaSet, int stripe, int stripes, IEnumerable<BackupSet> sets)
    {
        byte[] file = SampleMedia.Make([.. sets.Select(set => new SampleSet { SetGuid = set.SetGuid, Database = set.Database, Kind = 'L', LogBlocks = [] })]);
        Span<byte> fields = file.AsSpan(file.AsSpan().IndexOf(SampleMedia.MediaSetId.ToByteArray()) - StripeStream.MediaSetIdAt);
        mediaSet.TryWriteBytes(fields[StripeStream.MediaSetIdAt..]);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[StripeStream.StripesAt..], (ushort)stripes);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[StripeStream.StripeAt..], (ushort)stripe);
        return file;
    }
}
