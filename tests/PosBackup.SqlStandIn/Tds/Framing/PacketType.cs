namespace PosBackup.SqlStandIn.Tds.Framing;

/// <summary>First byte of a packet.</summary>
internal enum PacketType : byte
{
    SqlBatch = 0x01,
    OldLogin = 0x02,
    Rpc = 0x03,
    TabularResult = 0x04,
    Attention = 0x06,
    BulkLoad = 0x07,
    FederatedAuthentication = 0x08,
    TransactionManager = 0x0E,
    Login7 = 0x10,
    Sspi = 0x11,
    PreLogin = 0x12,
}
