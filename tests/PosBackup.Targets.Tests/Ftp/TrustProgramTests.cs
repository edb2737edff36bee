using System.Text.Json.Nodes;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Ftp;

/// <summary><c>posbackup target trust</c> as a process of its own, with a real server.</summary>
public sealed class TrustProgramTests : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "posbackup.dll");

    private readonly string _folder = Directory.CreateTempSubdirectory("posbackup-test-").FullName;

    private string Targets => Path.Combine(_folder, "targets.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [ServerFact(ServerKind.ProFtpd)]
    public async Task Trust_PinsTheCertificateThatHasTheFingerprintAndNoOther()
    {
        await using var server = new ProFtpdServer { TlsProtocols = "TLSv1.3" };
        await server.StartAsync();
        await RunAsync(0, "add", "ftp", "hq", "--host", server.Host, "--port", $"{server.Port}", "--user", server.User, "--password", "env:POSBACKUP_TEST");

        await RunAsync(1, "trust", "hq", "--fingerprint", new string('a', 64));
        Assert.DoesNotContain(server.CertificatePin, await File.ReadAllTextAsync(Targets), StringComparison.OrdinalIgnoreCase);
        JsonNode trusted = await RunAsync(0, "trust", "hq", "--fingerprint", server.CertificatePin);

        Assert.Equal(server.CertificatePin, (string?)trusted["trusted"]!["fingerprint"], ignoreCase: true);
        Assert.Contains(server.CertificatePin, await File.ReadAllTextAsync(Targets), StringComparison.OrdinalIgnoreCase);
    }

    private async Task<JsonNode> RunAsync(int exitCode, params string[] line)
    {
        (int code, string output, string complaints) = await SmallProgram.TryAsync("dotnet", ["exec", Program, "target", .. line, "--targets", Targets, "--json"]);
        Assert.True(code == exitCode, $"exit code {code}: {complaints}{output}");
        return JsonNode.Parse(output)!;
    }
}
