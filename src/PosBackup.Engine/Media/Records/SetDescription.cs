using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Media.Records;

/// <summary>What the MQCI stream of MSCI or MSLS tells about a set: <c>SCIN, (SFGI, SFIN*)*</c>.</summary>
/// <param name="Set">The set with its files, without what SSET and VOLB tell.</param>
/// <param name="UnknownRecords">Names of records that this reader does not know.</param>
internal sealed record SetDescription(BackupSet Set, IReadOnlyList<string> UnknownRecords)
{
    /// <summary>Longest stream worth holding in memory: some 3,000 files.</summary>
    public const int MaxLength = 2 << 20;

    // No version of SQL Server writes records as short as that; a hostile file may write nothing but their headers.
    private const int MaxRecords = MaxLength / 200;

    /// <summary>Reads the stream; null when its records do not fit into each other or name no set.</summary>
    /// <param name="stream">The MQCI stream.</param>
    /// <param name="offset">The set's offset from UTC.</param>
    public static SetDescription? Read(ReadOnlySpan<byte> stream, TimeSpan? offset)
    {
        BackupSet? set = null;
        string? fileGroup = null;
        var files = new List<DatabaseFile>();
        var unknown = new List<string>();
        var records = new RecordReader(stream);
        for (int record = 0; records.MoveNext(); record++)
        {
            if (record == MaxRecords)
                return null;

            switch (records.Tag)
            {
                case RecordTag.Set:
                    set ??= ScinRecord.Read(records.Record, offset);
                    break;
                case RecordTag.FileGroup:
                    fileGroup = SfgiRecord.Name(records.Record);
                    break;
                case RecordTag.File:
                    files.Add(SfinRecord.Read(records.Record, fileGroup));
                    break;
                default:
                    unknown.Add(FourLetters.Name(records.Tag));
                    break;
            }
        }

        return set is null || records.IsBroken ? null : new SetDescription(set with { Files = files }, unknown);
    }
}
