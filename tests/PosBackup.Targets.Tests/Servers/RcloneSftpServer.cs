using System.Diagnostics;

namespace PosBackup.Targets.Tests.Servers;

/// <summary>
/// <c>rclone serve sftp</c>: Go's pkg/sftp over rclone's own file layer. Runs as the tests do. Whatever is opened for writing loses its content at
/// once, asked or not (1.60): no file can be continued.
/// </summary>
public sealed class RcloneSftpServer : SshServer
{
    /// <inheritdoc/>
    public override string User => "store42";

    /// <inheritdoc/>
    public override string RemotePath => "";

    /// <summary>
    /// Whether files are written to a cache first and reach the folder at the close. Then a write at an offset is taken and the bytes before it are
    /// zeros, and a full disk shows at the close only. Without it such a write fails.
    /// </summary>
    public bool HasWriteCache { get; init; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> HostKeyTypes => ["ed25519"];

    /// <inheritdoc/>
    protected override (int User, int Group) Owner => (0, 0);

    /// <inheritdoc/>
    protected override async Task<ProcessStartInfo> ConfigureAsync()
    {
        string keys = await WriteStateAsync("authorized_keys", AuthorizedKeys());
        string configuration = await WriteStateAsync("rclone.conf", "");

        // Without write-back 0 the bytes of a cache reach the folder five seconds after the close. Without dir-cache-time 0 what a test makes
        // from behind is not seen for minutes.
        var start = new ProcessStartInfo(
            ServerPrograms.Require("rclone"),
            [
                "serve", "sftp", Folder, "--addr", $"{Host}:{Port}", "--config", configuration, "--user", User, "--authorized-keys", keys,
                "--key", HostKeyFile("ed25519"), "--vfs-cache-mode", HasWriteCache ? "writes" : "off", "--vfs-write-back", "0s", "--dir-cache-time", "0s",
                "--cache-dir", Path.Combine(State, "cache"), "-v",
            ]);
        start.Environment["RCLONE_PASS"] = Password.Reveal();
        return start;
    }
}
