using PosBackup.SqlStandIn.Tds.Framing;

namespace PosBackup.SqlStandIn.Tds.Tokens;

/// <summary>
/// The way of an answer to the client: a buffer of tokens, sent in full packets as it fills up. Once the client is gone it swallows
/// everything and reports the loss once, so that the session ends its work in an orderly way instead of in the middle of a row.
/// </summary>
internal sealed class ResponseStream(PacketWriter packets, Action<Exception> connectionLost)
{
    private const int SpillAt = 256 * 1024;

    private bool _lost;

    /// <summary>Tokens not sent yet.</summary>
    public WireWriter Tokens { get; } = new();

    /// <summary>From here on nothing is sent.</summary>
    public void Abandon()
    {
        _lost = true;
        Tokens.Truncate(0);
    }

    /// <summary>Sends the full packets when much has gathered; blocks while the client does not read.</summary>
    public void SpillWhenLarge()
    {
        if (Tokens.Length < SpillAt || _lost)
            return;

        int full = Tokens.Length / packets.Room * packets.Room;
        try
        {
            packets.Write(PacketType.TabularResult, Tokens.Written.Span[..full], endOfMessage: false);
            Tokens.RemoveFirst(full);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            Lose(e);
        }
    }

    /// <summary>Sends everything.</summary>
    public async Task SendAsync(bool endOfMessage)
    {
        if (_lost || (Tokens.Length == 0 && !endOfMessage))
        {
            Tokens.Truncate(0);
            return;
        }

        try
        {
            await packets.WriteAsync(PacketType.TabularResult, Tokens.Written, endOfMessage, CancellationToken.None);
            Tokens.Truncate(0);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            Lose(e);
        }
    }

    private void Lose(Exception e)
    {
        Abandon();
        connectionLost(e);
    }
}
