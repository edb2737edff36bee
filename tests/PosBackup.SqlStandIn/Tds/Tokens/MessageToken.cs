using PosBackup.SqlStandIn.Tds.Framing;

namespace PosBackup.SqlStandIn.Tds.Tokens;

/// <summary>ERROR and INFO. <code>AA|AB length:2 number:4 state:1 class:1 text server procedure line:4</code></summary>
internal static class MessageToken
{
    /// <summary>What fits into a token whose length has 16 bits, beside two names.</summary>
    private const int LongestText = 30_000;

    private const int LargestInfoClass = 10;

    public static void Write(WireWriter writer, TokenType type, SqlMessage message, string serverName)
    {
        writer.Byte((byte)type);
        int block = writer.BeginBlock();
        writer.Int32(message.Number);
        writer.Byte(message.State);

        // Severity 10 travels as 0.
        writer.Byte(message.Class == LargestInfoClass ? (byte)0 : message.Class);
        writer.ShortString(message.Text.Length <= LongestText ? message.Text : string.Concat(message.Text.AsSpan(0, LongestText), "..."));
        writer.ByteString(serverName);
        writer.ByteString(message.Procedure);
        writer.Int32(message.Line);
        writer.EndBlock(block);
    }
}
