using PosBackup.SqlStandIn.Tds.Framing;
using PosBackup.SqlStandIn.Tds.Types;

namespace PosBackup.SqlStandIn.Tds.Requests;

/// <summary>A parameter as it came. The name may be empty: then its place counts.</summary>
internal sealed record RpcParameter(string Name, TdsType Type, object? Value, bool IsOutput, bool IsDefault);

/// <summary>
/// One call of an RPC message.
/// <code>
/// FFFF id:2 | characters:2 name    flags:2    { name flags:1 TYPE_INFO value }*    ( FF | FE  next call )
/// </code>
/// </summary>
internal sealed record RpcCall(string Procedure, IReadOnlyList<RpcParameter> Parameters)
{
    private const ushort ById = 0xFFFF;
    private const byte NextCall = 0xFF;
    private const byte NextCallNotExecuted = 0xFE;
    private const byte OutputFlag = 0x01;
    private const byte DefaultFlag = 0x02;
    private const byte EncryptedFlag = 0x08;

    /// <summary>All calls of a message, in order.</summary>
    public static List<RpcCall> ParseAll(ReadOnlySpan<byte> message)
    {
        var reader = new WireReader(message);
        AllHeaders.Skip(ref reader);
        List<RpcCall> calls = [];
        do
            calls.Add(Parse(ref reader));
        while (reader.Remaining > 0);
        return calls;
    }

    private static RpcCall Parse(ref WireReader reader)
    {
        ushort length = reader.UInt16();
        string procedure = length == ById ? NameOf(reader.UInt16()) : reader.Characters(length);
        _ = reader.UInt16();

        List<RpcParameter> parameters = [];
        while (reader.Remaining > 0)
        {
            if (reader.PeekByte() is NextCall or NextCallNotExecuted)
            {
                _ = reader.Byte();
                break;
            }

            parameters.Add(ParseParameter(ref reader));
        }

        return new RpcCall(procedure, parameters);
    }

    private static RpcParameter ParseParameter(ref WireReader reader)
    {
        string name = reader.ByteString();
        byte flags = reader.Byte();
        if ((flags & EncryptedFlag) != 0)
            throw Refusal.Of($"parameters of Always Encrypted ({name})");

        WireTypeInfo type = WireTypeInfo.Read(ref reader);
        object? value = ValueReader.Read(ref reader, type);
        return new RpcParameter(name, type.Type, value, (flags & OutputFlag) != 0, (flags & DefaultFlag) != 0);
    }

    private static string NameOf(ushort id) =>
        Enum.IsDefined((ProcedureId)id)
            ? ((ProcedureId)id).ToString()
            : throw new TdsProtocolException($"Procedure {id} does not exist.");
}
