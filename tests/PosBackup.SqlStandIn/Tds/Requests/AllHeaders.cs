using PosBackup.SqlStandIn.Tds.Framing;

namespace PosBackup.SqlStandIn.Tds.Requests;

/// <summary>The headers before a batch, an RPC or a transaction request. <code>total:4 { length:4 type:2 bytes }*</code></summary>
internal static class AllHeaders
{
    private const ushort QueryNotifications = 1;
    private const ushort Transaction = 2;
    private const ushort Trace = 3;

    /// <summary>Steps over them. With one request at a time none of the known ones says anything new.</summary>
    public static void Skip(ref WireReader reader)
    {
        int total = reader.Int32();
        if (total < 4)
            throw new TdsProtocolException($"ALL_HEADERS of {total} bytes.");

        var headers = new WireReader(reader.Bytes(total - 4));
        while (headers.Remaining > 0)
        {
            int length = headers.Int32();
            if (length < 6)
                throw new TdsProtocolException($"A header of {length} bytes.");
            ushort type = headers.UInt16();
            _ = headers.Bytes(length - 6);
            if (type == QueryNotifications)
                throw Refusal.Of("query notifications");
            if (type is not (Transaction or Trace))
                throw new TdsProtocolException($"Header type {type} does not exist.");
        }
    }
}
