using PosBackup.SqlStandIn.Tds.Framing;

namespace PosBackup.SqlStandIn.Tds.Tokens;

/// <summary>The end of a statement, a procedure or an answer.</summary>
internal sealed record DoneToken(TokenType Type, ushort Command, long? RowCount = null, bool Error = false, bool Attention = false)
{
    private const int MoreBit = 0x01;
    private const int ErrorBit = 0x02;
    private const int CountBit = 0x10;
    private const int AttentionBit = 0x20;

    public void Write(WireWriter writer, bool more)
    {
        int status = (more ? MoreBit : 0) | (Error ? ErrorBit : 0) | (RowCount is null ? 0 : CountBit) | (Attention ? AttentionBit : 0);
        writer.Byte((byte)Type);
        writer.UInt16(status);
        writer.UInt16(Command);
        writer.Int64(RowCount ?? 0);
    }
}
