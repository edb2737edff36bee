namespace PosBackup.SqlStandIn.Tds.Tokens;

/// <summary>First byte of a token in an answer.</summary>
internal enum TokenType : byte
{
    ReturnStatus = 0x79,
    ColumnMetadata = 0x81,
    Error = 0xAA,
    Info = 0xAB,
    ReturnValue = 0xAC,
    LoginAcknowledged = 0xAD,
    FeatureExtensionAcknowledged = 0xAE,
    Row = 0xD1,
    EnvironmentChange = 0xE3,
    Done = 0xFD,
    DoneProcedure = 0xFE,
    DoneInProcedure = 0xFF,
}
