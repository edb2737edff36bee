using System.CommandLine;
using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Settings;

/// <summary>The options of <c>target add ftp</c>.</summary>
internal sealed class FtpTargetSettings : TargetSettings
{
    private static readonly FtpDefinition Defaults = new() { Name = "", Host = "", User = "", Password = SecretReference.Prompt };

    private readonly Option<string> _host = Required("--host", "Name or address of the server", "host");
    private readonly Option<int?> _port = Number("--port", "Port (default: 21, or 990 for implicit TLS)", "port");
    private readonly Option<string> _user = Required("--user", "Login", "login");
    private readonly Option<SecretReference?> _password = SecretOption.Create("--password", "Where the password is (default: prompt)");
    private readonly Option<string?> _path = Text("--path", "Folder on the server, absolute or from the login's folder (default: the login's folder)", "folder");
    private readonly Option<FtpProtection?> _protection = Choice.Option("--protection", "How the connection is protected", Defaults.Protection);
    private readonly Option<bool> _allowPlaintext = new("--allow-plaintext") { Description = "Lets --protection none pass: password and backups go over the line for all to read, and every run warns of it" };
    private readonly Option<string[]> _pins = new("--certificate-pin") { Description = "SHA-256 of the server's certificate in hexadecimal, repeated for more (default: the certificate is checked by the roots of this machine)", HelpName = "sha256" };
    private readonly Option<TimeSpan?> _connect = Span.Option("--connect-timeout", "To connect, and for each answer, 1s to 10m", TimeSpan.FromSeconds(Defaults.ConnectSeconds));
    private readonly Option<TimeSpan?> _stall = Span.Option("--stall-timeout", "How long no byte may move, 5s to 1h", TimeSpan.FromSeconds(Defaults.StallSeconds));

    public override string Kind => "ftp";

    public override string Description => "An FTP server, with TLS; without it only when that is allowed outright.";

    protected override IReadOnlyList<Option> Own => [_host, _port, _user, _password, _path, _protection, _allowPlaintext, _pins, _connect, _stall];

    protected override TargetDefinition ReadOwn(ParseResult parsed, string name)
    {
        FtpProtection protection = parsed.GetValue(_protection) ?? Defaults.Protection;
        bool isAllowed = parsed.GetValue(_allowPlaintext);
        if (protection != FtpProtection.None && isAllowed)
            throw Combinations.Contradiction("--allow-plaintext is for --protection none, which is not given");

        return new FtpDefinition
        {
            Name = name,
            Host = parsed.GetValue(_host)!,
            Port = parsed.GetValue(_port),
            User = parsed.GetValue(_user)!,
            Password = parsed.GetValue(_password) ?? Defaults.Password,
            Path = parsed.GetValue(_path) ?? Defaults.Path,
            Protection = protection,
            AllowPlaintext = isAllowed,
            CertificatePins = parsed.GetValue(_pins) ?? [],
            ConnectSeconds = Seconds(parsed.GetValue(_connect), Defaults.ConnectSeconds),
            StallSeconds = Seconds(parsed.GetValue(_stall), Defaults.StallSeconds),
        };
    }
}
