namespace PosBackup.SqlStandIn.Tds.Framing;

/// <summary>Second byte of a packet.</summary>
[Flags]
internal enum PacketStatus : byte
{
    None = 0,
    EndOfMessage = 0x01,

    /// <summary>The client thought better of it while it was sending: forget the message.</summary>
    Ignore = 0x02,

    /// <summary>A pooled connection is used anew.</summary>
    ResetConnection = 0x08,

    /// <summary>The same, keeping the open transaction.</summary>
    ResetConnectionSkipTransaction = 0x10,
}
