using PosBackup.SqlStandIn.Tds.Framing;
using PosBackup.SqlStandIn.Tds.Types;

namespace PosBackup.SqlStandIn.Tds.Tokens;

/// <summary>ENVCHANGE: something the client keeps a note of is different now. <code>E3 length:2 kind:1 new old</code></summary>
internal static class EnvironmentChange
{
    private const byte Database = 1;
    private const byte Language = 2;
    private const byte PacketSize = 4;
    private const byte Collation = 7;
    private const byte TransactionBegan = 8;
    private const byte TransactionCommitted = 9;
    private const byte TransactionRolledBack = 10;
    private const byte ConnectionReset = 18;

    public static void WriteDatabase(WireWriter writer, string database, string previous) => WriteText(writer, Database, database, previous);

    public static void WriteLanguage(WireWriter writer, string language, string previous) => WriteText(writer, Language, language, previous);

    public static void WritePacketSize(WireWriter writer, string size, string previous) => WriteText(writer, PacketSize, size, previous);

    public static void WriteCollation(WireWriter writer, TdsCollation collation)
    {
        int block = Begin(writer, Collation);
        writer.Byte(5);
        collation.Write(writer);
        writer.Byte(0);
        writer.EndBlock(block);
    }

    public static void WriteTransactionBegan(WireWriter writer, long descriptor)
    {
        int block = Begin(writer, TransactionBegan);
        writer.Byte(8);
        writer.Int64(descriptor);
        writer.Byte(0);
        writer.EndBlock(block);
    }

    public static void WriteTransactionCommitted(WireWriter writer, long descriptor) => WriteEnded(writer, TransactionCommitted, descriptor);

    public static void WriteTransactionRolledBack(WireWriter writer, long descriptor) => WriteEnded(writer, TransactionRolledBack, descriptor);

    public static void WriteConnectionReset(WireWriter writer)
    {
        int block = Begin(writer, ConnectionReset);
        writer.Byte(0);
        writer.Byte(0);
        writer.EndBlock(block);
    }

    private static void WriteEnded(WireWriter writer, byte kind, long descriptor)
    {
        int block = Begin(writer, kind);
        writer.Byte(0);
        writer.Byte(8);
        writer.Int64(descriptor);
        writer.EndBlock(block);
    }

    private static void WriteText(WireWriter writer, byte kind, string value, string previous)
    {
        int block = Begin(writer, kind);
        writer.ByteString(value);
        writer.ByteString(previous);
        writer.EndBlock(block);
    }

    private static int Begin(WireWriter writer, byte kind)
    {
        writer.Byte((byte)TokenType.EnvironmentChange);
        int block = writer.BeginBlock();
        writer.Byte(kind);
        return block;
    }
}
