using System.Buffers.Binary;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.SqlStandIn.Storage.Log;

/// <summary>What a visitor of log records does with each; false stops the walk.</summary>
internal delegate bool LogRecordVisitor(Lsn lsn, in LogRecord record);

/// <summary>Takes the records out of a log block.</summary>
internal static class LogBlockReader
{
    /// <summary>Shows each record of the block in order; false when the visitor stopped.</summary>
    public static bool Visit(ReadOnlySpan<byte> block, LogRecordVisitor visitor)
    {
        var header = LogBlock.Read(block) ?? throw new InvalidDataException("not a log block");
        int records = BinaryPrimitives.ReadUInt16LittleEndian(block[LogBlock.RecordsAt..]);
        for (int slot = 1; slot <= records; slot++)
        {
            int at = BinaryPrimitives.ReadUInt16LittleEndian(block[(header.Size - (slot * 2))..]);
            LogRecord record = LogRecord.Read(block[at..]);
            if (!visitor(new Lsn(header.Vlf, header.Number, (ushort)slot), record))
                return false;
        }

        return true;
    }
}
