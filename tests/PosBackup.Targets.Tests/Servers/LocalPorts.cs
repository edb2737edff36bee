using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace PosBackup.Targets.Tests.Servers;

/// <summary>Ports and addresses of this machine that nobody uses now. Somebody may take one before the server does: then another is tried.</summary>
internal static class LocalPorts
{
    private const int FirstOfRanges = 10_000;
    private const int FirstOfSystem = 32_000;

    /// <summary>A port that the system gives away.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Ports in a row, below those that the system gives away by itself.</summary>
    /// <returns>The first of them.</returns>
    public static int FreeRange(int count)
    {
        for (int attempt = 0; attempt < 200; attempt++)
        {
            int first = RandomNumberGenerator.GetInt32(FirstOfRanges, FirstOfSystem - count);
            if (Enumerable.Range(first, count).All(IsFree))
                return first;
        }

        throw new InvalidOperationException($"no {count} free ports in a row");
    }

    /// <summary>A loopback address of its own, on which every port is free.</summary>
    public static IPAddress Address() => new([127, Any(2, 250), Any(1, 250), Any(1, 250)]);

    private static byte Any(int from, int to) => (byte)RandomNumberGenerator.GetInt32(from, to);

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
