using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PosBackup.Cli.Tests.Support;

namespace PosBackup.Cli.Tests;

public sealed class CancellationTests
{
    [UnixTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task ASignal_EndsWith130AndStillPrintsItsDocument(string signal)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        string instance = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1,{((IPEndPoint)silent.LocalEndpoint).Port}");
        ProgramResult result = (await TheProgram.RunAsync(
            ["backup", "--instance", instance, "--database", "Shop", "--user", "sa", "--connect-timeout", "10m", "--json"],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["POSBACKUP_SQL_PASSWORD"] = "none" },
            async process =>
            {
                using TcpClient client = await silent.AcceptTcpClientAsync();
                using Process kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
                await kill.WaitForExitAsync();
                await process.WaitForExitAsync();
            })).Exits(130);
        Assert.True(result.Json()["cancelled"]!.GetValue<bool>());
        Assert.Equal("cancelled", result.Json()["results"]![0]!["code"]!.GetValue<string>());
    }
}
