using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Benchmarks.Transfers;

/// <summary>Who brings files over FTP with explicit TLS.</summary>
internal static class FtpsContestants
{
    /// <summary>What the peers are held to, and what we choose as well: it is first in OpenSSL's order, and the server takes the client's first.</summary>
    public const string Cipher = "TLS_AES_256_GCM_SHA384";

    /// <summary>What we are told of the server.</summary>
    public static FtpDefinition Definition(FtpServer server, string host, int port, TransferFiles files)
    {
        string password = files.Write("ftp-password", server.Password.Reveal());
        return new FtpDefinition
        {
            Name = "ftps",
            Host = host,
            Port = port,
            User = server.User,
            Password = SecretReference.TryParse($"file:{password}", out SecretReference? reference) ? reference! : throw new InvalidOperationException("no reference"),
            Path = server.RemotePath,
            Protection = server.Protection,
            CertificatePins = [server.CertificatePin],
        };
    }

    /// <summary>The peers. They read the password from a file of their own.</summary>
    public static IEnumerable<TransferContestant> Peers(FtpServer server, string host, int port, TransferFiles files)
    {
        string password = server.Password.Reveal();
        if (ServerPrograms.Find("curl") is { } curl)
        {
            string[] common =
            [
                $"url = \"ftp://localhost:{port}/{TransferFiles.CopyName}\"", $"resolve = \"localhost:{port}:{host}\"", $"user = \"{server.User}:{password}\"", $"cacert = \"{server.CertificateFile}\"",
                "ssl-reqd", "tlsv1.3", $"tls13-ciphers = \"{Cipher}\"", "silent", "show-error",
            ];
            var alone = new TransferContestant(
                "`curl`",
                [curl, "-q", "--config", files.Write("curl-put", [.. common, $"upload-file = \"{files.Source}\""])],
                [curl, "-q", "--config", files.Write("curl-get", [.. common, $"output = \"{files.Received}\""])]);
            yield return alone;
            if (HashingPeer.Of(alone, files) is { } hashing)
                yield return hashing;
        }

        if (ServerPrograms.Find("lftp") is { } lftp)
        {
            string[] opening =
            [
                "set cmd:fail-exit yes", "set net:max-retries 1", "set ftp:ssl-force yes", "set ftp:ssl-protect-data yes", "set ftp:prefer-epsv yes", $"set ssl:ca-file {server.CertificateFile}",
                "set ssl:check-hostname no", "set ssl:priority NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+AES-256-GCM", $"open -u {server.User},{password} ftp://{host}:{port}",
            ];
            yield return new TransferContestant(
                "`lftp`",
                [lftp, "--norc", "-f", files.Write("lftps-put", [.. opening, $"put {files.Source} -o {TransferFiles.CopyName}"])],
                [lftp, "--norc", "-f", files.Write("lftps-get", [.. opening, $"get {TransferFiles.CopyName} -o {files.Received}"])]);
        }
    }
}
