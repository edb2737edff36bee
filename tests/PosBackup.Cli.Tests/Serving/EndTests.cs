using System.Diagnostics;
using System.Globalization;
using PosBackup.Cli.Tests.Serving.Support;
using PosBackup.Cli.Tests.Support;

namespace PosBackup.Cli.Tests.Serving;

/// <summary>However the client goes, a backup under way is broken off, and nothing is left of it.</summary>
public sealed class EndTests(ServedShop served) : IClassFixture<ServedShop>
{
    [Fact]
    public async Task TheEndOfInput_CancelsAndStillAnswers()
    {
        await using ServeClient client = await ServeClient.ConnectAsync();
        (StuckDatabase stuck, Call backup) = await BeginAsync(client);
        Call other = client.Begin("backup/run", served.Backup(stuck.Name));
        Ended ended = await client.EndAsync();
        Assert.Equal(0, ended.ExitCode);
        Assert.True((await backup.AnswerAsync()).Result["cancelled"]!.GetValue<bool>());
        Assert.NotNull((await other.AnswerAsync()).Response);
        Assert.Empty(served.FilesOf(stuck.Name));
    }

    [Fact]
    public async Task AClientThatNoLongerReads_IsGone()
    {
        await using ServeClient client = await ServeClient.ConnectAsync();
        (StuckDatabase stuck, _) = await BeginAsync(client);
        client.Process.StandardOutput.Close();
        await client.SendAsync("""{"jsonrpc":"2.0","id":"last","method":"no/such"}""");
        await client.Process.WaitForExitAsync();
        Assert.Equal(0, client.Process.ExitCode);
        Assert.Empty(served.FilesOf(stuck.Name));
    }

    [UnixTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task ASignal_EndsItLikeTheEndOfInput(string signal)
    {
        await using ServeClient client = await ServeClient.ConnectAsync();
        (StuckDatabase stuck, Call backup) = await BeginAsync(client);
        using Process kill = Process.Start("kill", ["-" + signal, client.Process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Ended ended = await client.EndedAsync();
        Assert.Equal(0, ended.ExitCode);
        Assert.True((await backup.AnswerAsync()).Result["cancelled"]!.GetValue<bool>());
        Assert.Empty(served.FilesOf(stuck.Name));
    }

    [Fact]
    public async Task ALibraryThatWritesToTheConsole_DisturbsNobody()
    {
        await using ServeClient client = await ServeClient.ConnectAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location });
        await client.AskAsync("preflight/run", served.Backup("Shop"));
        Ended ended = await client.EndAsync();
        Assert.Equal(0, ended.ExitCode);
        Assert.Contains(StartupHook.Noise, ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(StartupHook.Noise, ended.Output, StringComparison.Ordinal);
    }

    private async Task<(StuckDatabase Stuck, Call Backup)> BeginAsync(ServeClient client)
    {
        StuckDatabase stuck = await served.StickAsync();
        Call backup = client.Begin("backup/run", served.Backup(stuck.Name));
        await stuck.Begun.Task;
        return (stuck, backup);
    }
}
