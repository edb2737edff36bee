using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PosBackup.Integration.Tests.Support;

/// <summary>A client without manners: sends the bytes a test tells it to, in the clear.</summary>
internal sealed class RawClient : IDisposable
{
    public const byte Batch = 0x01;
    public const byte Attention = 0x06;

    private const byte PreLogin = 0x12;
    private const byte Login7 = 0x10;
    private const byte EndOfMessage = 0x01;
    private const int Header = 8;

    private readonly NetworkStream _stream;

    private RawClient(Socket socket) => _stream = new NetworkStream(socket, ownsSocket: true);

    /// <summary>What a client without TLS says first.</summary>
    public static byte[] PreLoginMessage { get; } =
        [0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xFF, 9, 0, 0, 0, 0, 0, 2];

    public static async Task<RawClient> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return new RawClient(socket);
    }

    /// <summary>A client that is through its login and has read the answer.</summary>
    public static async Task<RawClient> LogInAsync(int port)
    {
        RawClient client = await ConnectAsync(port);
        await client.SendAsync(PreLogin, PreLoginMessage);
        await client.ReadMessageAsync();
        await client.SendAsync(Login7, LoginMessage());
        await client.ReadMessageAsync();
        return client;
    }

    public static byte[] LoginMessage(uint version = 0x74000004, byte flags2 = 0, byte flags3 = 0)
    {
        const int fixedLength = 94;
        string[] texts = ["HOST", "sa", ScriptedServer.Password, "raw", "", "", "", "", ""];
        byte[] password = Encoding.Unicode.GetBytes(ScriptedServer.Password);
        for (int i = 0; i < password.Length; i++)
            password[i] = (byte)(((password[i] << 4) | (password[i] >> 4)) ^ 0xA5);

        byte[] message = new byte[fixedLength + texts.Sum(t => t.Length * 2)];
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(4), version);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(8), 4096);
        (message[25], message[27]) = (flags2, flags3);
        int offset = fixedLength;
        for (int i = 0; i < texts.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(36 + (4 * i)), (ushort)offset);
            BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(38 + (4 * i)), (ushort)texts[i].Length);
            (i == 2 ? password : Encoding.Unicode.GetBytes(texts[i])).CopyTo(message, offset);
            offset += texts[i].Length * 2;
        }

        return message;
    }

    /// <summary>A batch's payload: the usual header of a client that is in no transaction, then the text.</summary>
    public static byte[] BatchPayload(string text) =>
        [22, 0, 0, 0, 18, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, .. Encoding.Unicode.GetBytes(text)];

    public Task SendBatchAsync(string text) => SendAsync(Batch, BatchPayload(text));

    /// <summary>One packet with a header that is true.</summary>
    public Task SendAsync(byte type, ReadOnlyMemory<byte> payload, byte status = EndOfMessage)
    {
        byte[] packet = new byte[Header + payload.Length];
        (packet[0], packet[1], packet[6]) = (type, status, 1);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        payload.CopyTo(packet.AsMemory(Header));
        return SendBytesAsync(packet);
    }

    public Task SendBytesAsync(ReadOnlyMemory<byte> bytes) => _stream.WriteAsync(bytes).AsTask();

    /// <summary>Says that nothing more will come, and listens on.</summary>
    public void EndSending()
    {
        try
        {
            _stream.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.NotConnected)
        {
            // The server has cut the line already.
        }
    }

    /// <summary>The payload of the next message; null when the server has hung up.</summary>
    public async Task<byte[]?> ReadMessageAsync()
    {
        using var message = new MemoryStream();
        byte[] header = new byte[Header];
        do
        {
            try
            {
                if (await _stream.ReadAtLeastAsync(header, Header, throwOnEndOfStream: false) < Header)
                    return null;
                byte[] payload = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) - Header];
                await _stream.ReadExactlyAsync(payload);
                await message.WriteAsync(payload);
            }
            catch (IOException)
            {
                return null;
            }
        }
        while ((header[1] & EndOfMessage) == 0);
        return message.ToArray();
    }

    public void Dispose() => _stream.Dispose();
}
