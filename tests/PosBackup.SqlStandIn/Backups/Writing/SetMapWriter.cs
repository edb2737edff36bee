using System.Buffers.Binary;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.SqlStandIn.Backups.Writing;

/// <summary>TSMP, the map of the sets in a file. Every set repeats the map so far and adds itself.</summary>
internal sealed class SetMapWriter(uint familyId)
{
    /// <summary>The volume that all sets come from.</summary>
    public const string Device = "C:";

    private const int SetStringsAt = 0x5C;
    private const int VolumeStringsAt = 0x3E;
    private const int OsFacts = 0x0002010E; // Windows NT, version 1, UTF-16

    private readonly List<byte> _entries = [];
    private int _count;

    /// <summary>Takes over the map of the last set of a file.</summary>
    public void Continue(ReadOnlySpan<byte> map)
    {
        _count = BinaryPrimitives.ReadUInt16LittleEndian(map[SetMap.CountAt..]);
        _entries.AddRange(map[SetMap.EntriesAt..]);
    }

    public void Add(BackupSet set, long offset, uint attributes, int timeZone)
    {
        var entry = new FieldWriter(SetStringsAt);
        entry.U16(0x02, 1);
        entry.U32(0x08, attributes);
        entry.U64(SetMapEntry.SetOffsetAt, offset);
        entry.U16(SetMapEntry.PositionAt, set.Position);
        entry.U64(SetMapEntry.SizeAt, set.CompressedSize);
        entry.U16(SetMapEntry.VolumesAt, 1);
        entry.Date(SetMapEntry.DateAt, set.StartedAt.Local);
        entry.U8(SetMapEntry.TimeZoneAt, timeZone);
        entry.U32(0x56, OsFacts);
        entry.U16(0x5A, 2);
        entry.Text(SetMapEntry.NameAt, set.Name);
        entry.Text(SetMapEntry.DescriptionAt, set.Description);
        entry.Text(SetMapEntry.UserAt, set.User);
        Add(entry);

        var volume = new FieldWriter(VolumeStringsAt);
        volume.U32(0x02, BlockTag.Volume);
        volume.U16(0x06, 1);
        volume.U16(0x0C, 1);
        volume.U32(0x20, OsFacts);
        volume.U32(0x24, 2);
        volume.Date(0x38, set.StartedAt.Local);
        volume.Text(0x28, Device);
        volume.Text(0x30, set.Machine);
        Add(volume);
        _count++;
    }

    public byte[] ToArray()
    {
        var map = new FieldWriter(SetMap.EntriesAt);
        map.U32(SetMap.FamilyIdAt, familyId);
        map.U16(SetMap.CountAt, _count);
        map.Append([.. _entries]);
        return map.ToArray();
    }

    private void Add(FieldWriter entry)
    {
        entry.U16(SetMapEntry.LengthAt, entry.Length);
        _entries.AddRange(entry.ToArray());
    }
}
