using System.Net.Security;
using System.Net.Sockets;
using PosBackup.SqlStandIn.Tds.Framing;
using PosBackup.SqlStandIn.Tds.Logins;

namespace PosBackup.SqlStandIn.Tds.Connections;

/// <summary>One client from its first byte to its last: encryption, login, requests.</summary>
internal sealed class ClientConnection(Socket socket, ServerContext server)
{
    private const byte TlsRecord = 0x16;
    private const int LargestLogin = 128 * 1024;

    /// <summary>SQL Server keeps packets of encrypted connections within a TLS record.</summary>
    private const int LargestEncryptedPacket = 16383;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var wire = new NetworkStream(socket, ownsSocket: true);
        using var login = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timeout = new CancellationTokenSource(server.Options.LoginTimeout, server.Options.Clock);
        using CancellationTokenRegistration late = timeout.Token.Register(login.Cancel);

        byte[] first = new byte[1];
        if (await socket.ReceiveAsync(first, SocketFlags.Peek, login.Token) == 0)
            return;

        if (first[0] == TlsRecord)
            await RunStrictAsync(wire, login.Token, cancellationToken);
        else
            await RunNegotiatedAsync(wire, login.Token, cancellationToken);
    }

    /// <summary>TDS 8.0: TLS lies below everything.</summary>
    private async Task RunStrictAsync(Stream wire, CancellationToken login, CancellationToken cancellationToken)
    {
        await using var tls = new SslStream(wire, leaveInnerStreamOpen: true);
        await tls.AuthenticateAsServerAsync(server.StrictTls, login);
        AgreedEncryption agreed = await NegotiateAsync(tls, EncryptionOffer.NotSupported, login);
        if (agreed == AgreedEncryption.None)
            await ServeAsync(tls, tls, encrypted: true, login, cancellationToken);
    }

    /// <summary>TDS 7: PRELOGIN in the clear, then as agreed.</summary>
    private async Task RunNegotiatedAsync(Stream wire, CancellationToken login, CancellationToken cancellationToken)
    {
        AgreedEncryption agreed = await NegotiateAsync(wire, server.Options.Encryption, login);
        if (agreed == AgreedEncryption.Refused)
            return;
        if (agreed == AgreedEncryption.None)
        {
            await ServeAsync(wire, wire, encrypted: false, login, cancellationToken);
            return;
        }

        var handshake = new TlsHandshakeStream(wire);
        await using var tls = new SslStream(handshake, leaveInnerStreamOpen: true);
        await tls.AuthenticateAsServerAsync(server.NegotiatedTls, login);
        handshake.EndHandshake();
        bool everything = agreed == AgreedEncryption.Everything;
        await ServeAsync(tls, everything ? tls : wire, everything, login, cancellationToken);
    }

    private async Task<AgreedEncryption> NegotiateAsync(Stream stream, EncryptionOffer offer, CancellationToken cancellationToken)
    {
        TdsMessage message = await new PacketReader(stream, LargestLogin).ReadMessageAsync(cancellationToken)
            ?? throw new TdsProtocolException("The client hung up before PRELOGIN.");
        if (message.Type != PacketType.PreLogin)
            throw new TdsProtocolException($"A {message.Type} message where PRELOGIN begins a connection.");

        (byte answer, AgreedEncryption agreed) = PreLogin.Agree(offer, PreLogin.Read(message.Payload));
        await new PacketWriter(stream).WriteAsync(
            PacketType.TabularResult, PreLogin.Write(server.Options.Version, answer), endOfMessage: true, cancellationToken);
        return agreed;
    }

    /// <summary>Login and requests. With login-only encryption the first packet of the login comes by another stream than all the rest.</summary>
    private async Task ServeAsync(Stream firstPacket, Stream rest, bool encrypted, CancellationToken login, CancellationToken cancellationToken)
    {
        Packet? packet = await new PacketReader(firstPacket, LargestLogin).ReadPacketAsync(login);
        if (packet is null)
            return;
        if (packet.Type != PacketType.Login7)
            throw new TdsProtocolException($"A {packet.Type} packet where LOGIN7 belongs.");

        TdsMessage message = await new PacketReader(rest, LargestLogin).ReadRestAsync(packet, login);
        LoginMessage request = LoginMessage.Parse(message.Payload);
        var packets = new PacketWriter(rest);
        var tokens = new WireWriter();
        var answer = new LoginAnswer(server.Options, server.Collation, tokens);
        ISqlSession? session = Open(request, answer);
        if (session is null)
        {
            await packets.WriteAsync(PacketType.TabularResult, tokens.Written, endOfMessage: true, login);
            return;
        }

        using (session)
        {
            int packetSize = Grant(request.PacketSize, encrypted);
            answer.Welcome(request, session, packetSize);
            packets.Spid = session.Spid;
            await packets.WriteAsync(PacketType.TabularResult, tokens.Written, endOfMessage: true, login);
            packets.PacketSize = packetSize;

            var runner = new RequestRunner(session, server.Options, server.Collation, packets, Drop);
            var requests = new PacketReader(rest, server.Options.LargestRequest);
            await new RequestLoop(requests, runner, server.Log).RunAsync(session.Killed, cancellationToken);
        }
    }

    /// <summary>The session; null when it was refused, and then the answer says why.</summary>
    private ISqlSession? Open(LoginMessage login, LoginAnswer answer)
    {
        try
        {
            LoginRules.Check(login);
            return server.Sessions.Open(login.Request);
        }
        catch (SqlErrorException refused)
        {
            Refusal.Log(refused, server.Log);
            answer.Refuse(refused.Messages);
            return null;
        }
    }

    private int Grant(int asked, bool encrypted)
    {
        const int smallest = 512;
        int largest = encrypted ? Math.Min(LargestEncryptedPacket, server.Options.LargestPacket) : server.Options.LargestPacket;
        return asked == 0 ? Packet.InitialSize : Math.Clamp(asked, smallest, largest);
    }

    /// <summary>The way a server goes down: the client gets a reset, not a goodbye.</summary>
    private void Drop()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }
}
