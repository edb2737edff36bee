namespace PosBackup.SqlStandIn.Tds.Tokens;

/// <summary>What the client has been told about its transaction: the answers' end of it names the one that ended.</summary>
internal sealed class OpenTransaction
{
    /// <summary>0 without one.</summary>
    public long Descriptor { get; set; }
}
