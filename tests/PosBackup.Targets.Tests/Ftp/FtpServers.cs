using PosBackup.Engine.Targets.Definitions;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Ftp;

/// <summary>Servers of each kind, for tests of what all of them have to be good for.</summary>
internal static class FtpServers
{
    /// <summary>Starts one.</summary>
    public static async Task<FtpServer> StartAsync(ServerKind kind, FtpProtection protection = FtpProtection.ExplicitTls)
    {
        FtpServer server = kind switch
        {
            ServerKind.ProFtpd => new ProFtpdServer { Protection = protection },
            ServerKind.Vsftpd => new VsftpdServer { Protection = protection },
            _ => new PureFtpdServer { Protection = protection },
        };
        await server.StartAsync();
        return server;
    }
}
