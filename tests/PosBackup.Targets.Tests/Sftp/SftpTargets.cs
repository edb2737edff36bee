using PosBackup.Engine;
using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Sftp;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Sftp;

/// <summary>Targets at the test servers.</summary>
internal static class SftpTargets
{
    /// <summary>The program that ssh asks for passwords: the real one, which is beside the tests.</summary>
    public static string Askpass => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "posbackup.exe" : "posbackup");

    public static SecretReference Prompt => SecretReference.TryParse("prompt", out SecretReference? prompt) ? prompt! : throw new InvalidOperationException("no prompt");

    /// <summary>Logs in by key.</summary>
    public static SftpDefinition ByKey(SshServer server) => new()
    {
        Name = "hq",
        Path = server.RemotePath,
        Endpoint = new SshEndpoint { Host = server.Host, Port = server.Port, User = server.User, IdentityFile = server.IdentityFile, HostKeys = server.HostKeys },
    };

    /// <summary>Logs in by password.</summary>
    public static SftpDefinition ByPassword(SshServer server)
    {
        SftpDefinition definition = ByKey(server);
        return definition with { Endpoint = definition.Endpoint with { IdentityFile = null, Password = Prompt } };
    }

    public static SftpTarget Open(SftpDefinition definition, Secret? secret = null, string? askpass = null) =>
        new(definition, new OneSecret(secret), askpass ?? Askpass, TimeProvider.System);
}

/// <summary>Gives one secret for every reference.</summary>
internal sealed class OneSecret(Secret? secret) : ISecretSource
{
    public ValueTask<Secret> FindAsync(SecretReference reference, string purpose, CancellationToken cancellationToken) =>
        new(secret ?? throw new PosBackupException(ErrorCode.SecretNotFound, "there is none"));
}
