using PosBackup.Engine;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Ftp;

namespace PosBackup.Targets.Tests.Ftp;

/// <summary>Tests with a server that answers by a script.</summary>
public abstract class ScriptedFtpTests
{
    /// <summary>The password of the login.</summary>
    protected const string Password = "S3cr3t-of-store-42";

    private static readonly TargetPath File = TargetPath.Parse("file");

    private protected static async Task<TargetException> FailureAsync(string to, string reply, int connectSeconds = 30)
    {
        await using ScriptedFtpServer server = ScriptedFtpServer.Start(command => command.Split(' ')[0] == to ? reply : null);
        await using FtpTarget target = TargetOn(server, d => d with { ConnectSeconds = connectSeconds });
        return await Assert.ThrowsAsync<TargetException>(() => target.PutAsync(File, new MemoryStream([1]), new PutRequest { Length = 1 }, default));
    }

    private protected static FtpTarget TargetOn(ScriptedFtpServer server, Func<FtpDefinition, FtpDefinition>? change = null, string secret = Password)
    {
        FtpDefinition definition = FtpTargets.PlainTo("127.0.0.1", server.Port);
        return new FtpTarget(change is null ? definition : change(definition), new OneSecret(new Secret(secret)), TimeProvider.System);
    }

    private protected static async Task<byte[]> ReadAsync(FtpTarget target)
    {
        await using Stream stream = await target.OpenReadAsync(File, 0, null, default);
        using var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return all.ToArray();
    }

    private protected static async Task<IReadOnlyList<TargetEntry>> ListAsync(FtpTarget target)
    {
        List<TargetEntry> entries = [];
        await foreach (TargetEntry entry in target.ListAsync(TargetPath.Root, default))
            entries.Add(entry);
        return entries;
    }
}
