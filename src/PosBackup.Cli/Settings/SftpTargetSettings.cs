using System.CommandLine;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Settings;

/// <summary>The options of <c>target add sftp</c>.</summary>
internal sealed class SftpTargetSettings : TargetSettings
{
    private static readonly SftpDefinition Defaults = new() { Name = "", Endpoint = new SshEndpoint { Host = "", User = "" } };

    private readonly EndpointSettings _endpoint = new("", "the server", isRequired: true);
    private readonly EndpointSettings _jump = new("jump-", "the server on the way", isRequired: false);
    private readonly Option<string?> _path = Text("--path", "Folder on the server, absolute or from the login's home (default: the home)", "folder");
    private readonly Option<int?> _connections = Number("--connections", $"Connections for one file, 1 to 8; more than one pays only on fast and distant lines (default: {Defaults.Connections})", "n");
    private readonly Option<string?> _program = Text("--program", "The ssh program (default: the one on the PATH)", "file");
    private readonly Option<TimeSpan?> _connect = Span.Option("--connect-timeout", "To connect and log in, 1s to 10m", TimeSpan.FromSeconds(Defaults.ConnectSeconds));
    private readonly Option<TimeSpan?> _stall = Span.Option("--stall-timeout", "How long no byte may move, 5s to 1h", TimeSpan.FromSeconds(Defaults.StallSeconds));

    public override string Kind => "sftp";

    public override string Description => "An SFTP server, through the OpenSSH program of this machine. Its host key is trusted by 'target trust'.";

    protected override IReadOnlyList<Option> Own => [.. _endpoint.Options, _path, .. _jump.Options, _connections, _program, _connect, _stall];

    public override void AddTo(Command command)
    {
        base.AddTo(command);
        _jump.AddRules(command);
        _endpoint.AddRules(command);
    }

    protected override TargetDefinition ReadOwn(ParseResult parsed, string name) => new SftpDefinition
    {
        Name = name,
        Endpoint = _endpoint.Read(parsed)!,
        Path = parsed.GetValue(_path) ?? Defaults.Path,
        Jump = _jump.Read(parsed),
        Connections = parsed.GetValue(_connections) ?? Defaults.Connections,
        Program = parsed.GetValue(_program),
        ConnectSeconds = Seconds(parsed.GetValue(_connect), Defaults.ConnectSeconds),
        StallSeconds = Seconds(parsed.GetValue(_stall), Defaults.StallSeconds),
    };
}
