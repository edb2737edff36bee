using System.Text;
using PosBackup.SqlStandIn.Tds.Framing;

namespace PosBackup.SqlStandIn.Tds.Requests;

internal enum TransactionVerb : ushort
{
    GetCoordinatorAddress = 0,
    Propagate = 1,
    Begin = 5,
    Promote = 6,
    Commit = 7,
    Rollback = 8,
    Save = 9,
}

/// <summary>A request to the transaction manager: what SqlConnection.BeginTransaction and its kin send instead of T-SQL.</summary>
/// <param name="Verb">What to do.</param>
/// <param name="Name">Of the transaction or the savepoint; often empty.</param>
/// <param name="IsolationLevel">For Begin and <paramref name="BeginsAnother"/>: in T-SQL's words, empty to leave it as it is.</param>
/// <param name="BeginsAnother">Commit or Rollback that begins the next transaction at once.</param>
internal sealed record TransactionRequest(TransactionVerb Verb, string Name, string IsolationLevel, bool BeginsAnother)
{
    private const byte BeginsAnotherFlag = 1;

    public static TransactionRequest Parse(ReadOnlySpan<byte> message)
    {
        var reader = new WireReader(message);
        AllHeaders.Skip(ref reader);
        var verb = (TransactionVerb)reader.UInt16();
        switch (verb)
        {
            case TransactionVerb.Begin:
                string level = ReadIsolationLevel(ref reader);
                return new TransactionRequest(verb, ReadName(ref reader), level, BeginsAnother: false);
            case TransactionVerb.Save:
                return new TransactionRequest(verb, ReadName(ref reader), "", BeginsAnother: false);
            case TransactionVerb.Commit or TransactionVerb.Rollback:
                string name = ReadName(ref reader);
                bool another = (reader.Byte() & BeginsAnotherFlag) != 0;
                return new TransactionRequest(verb, name, another ? ReadIsolationLevel(ref reader) : "", another);
            default:
                throw Enum.IsDefined(verb)
                    ? Refusal.Of($"distributed transactions ({verb})")
                    : new TdsProtocolException($"Transaction request {(ushort)verb} does not exist.");
        }
    }

    /// <summary>Length in bytes, unlike any other text.</summary>
    private static string ReadName(ref WireReader reader) => Encoding.Unicode.GetString(reader.Bytes(reader.Byte()));

    private static string ReadIsolationLevel(ref WireReader reader)
    {
        byte level = reader.Byte();
        return level switch
        {
            0 => "",
            1 => "READ UNCOMMITTED",
            2 => "READ COMMITTED",
            3 => "REPEATABLE READ",
            4 => "SERIALIZABLE",
            5 => "SNAPSHOT",
            _ => throw new TdsProtocolException($"Isolation level {level} does not exist."),
        };
    }
}
