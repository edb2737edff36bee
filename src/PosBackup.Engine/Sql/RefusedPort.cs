using System.Net.Sockets;

namespace PosBackup.Engine.Sql;

/// <summary>
/// A look at the instance's port before SqlClient is let loose: it knocks on a closed door until its timeout is over, goes on behind a
/// cancellation, lets other connections of the process wait meanwhile, and tells nobody that the door is closed.
/// </summary>
internal static class RefusedPort
{
    /// <summary>A machine that does not answer in this time is left to SqlClient and its timeout.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Why no connection can come about; null when it is not sure that none can.</summary>
    public static async Task<SocketException?> LookAsync(InstanceName instance, CancellationToken cancellationToken)
    {
        if (instance.SurePort is not { } port)
            return null;

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(instance.Host is "." ? "localhost" : instance.Host, port, end.Token).ConfigureAwait(false);
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.NoData ? e : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
