namespace PosBackup.SqlStandIn.Tds.Framing;

/// <summary>The client sent something that is not TDS: nothing after it can be trusted, the connection ends.</summary>
internal sealed class TdsProtocolException(string message) : Exception(message);
