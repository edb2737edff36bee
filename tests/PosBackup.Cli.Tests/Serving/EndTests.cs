using System.Diagnostics;
using System.Globalization;
using PosBackup.Cli.Tests.Serving.Support;
using PosBackup.Cli.Tests.Support;

namespace PosBackup.Cli.Tests.Serving;

/// <summary>However the client goes, a backup under way is broken off, and nothing is left of it.</summary>
[Collection(ServedShop.Shared)]
public sealed class EndTests(ServedShop served)
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

    /// <summary>Read by hand: a pipe is not closed while somebody waits at it.</summary>
    [Fact]
    public async Task AClientThatNoLongerReads_IsGone()
    {
        StuckDatabase stuck = await served.StickAsync();
        using Process process = TheProgram.Start(["serve"], environment: null);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocol":1}}""");
        await process.StandardInput.WriteLineAsync($$"""{"jsonrpc":"2.0","id":2,"method":"backup/run","params":{{served.Backup(stuck.Name).ToJsonString()}}}""");
        await process.StandardInput.FlushAsync();
        Assert.Contains("engineVersion", await process.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        await stuck.Begun.Task;
        process.StandardOutput.Close();
        await process.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","id":3,"method":"no/such"}""");
        await process.StandardInput.FlushAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal((0, ""), (process.ExitCode, await errors));
        Assert.Empty(served.FilesOf(stuck.Name));
    }

    /// <summary>A terminal sends Ctrl+C to every program that was started from it, also to an engine that works for another session.</summary>
    [UnixTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task CtrlC_BreaksNothingOff(int times)
    {
        await using ServeClient client = await ServeClient.ConnectAsync();
        (StuckDatabase stuck, Call backup) = await BeginAsync(client);
        for (int i = 0; i < times; i++)
        {
            await SignalAsync(client, "INT");
            Assert.NotNull((await client.AskAsync("no/such")).Response);
        }

        stuck.Go.SetResult();
        Assert.False((await backup.AnswerAsync()).Result["cancelled"]!.GetValue<bool>());
        Assert.NotEmpty(served.FilesOf(stuck.Name));
    }

    [UnixTheory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task ASignal_EndsItLikeTheEndOfInput(string signal)
    {
        await using ServeClient client = await ServeClient.ConnectAsync();
        (StuckDatabase stuck, Call backup) = await BeginAsync(client);
        await SignalAsync(client, signal);
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

    private static async Task SignalAsync(ServeClient client, string signal)
    {
        using Process kill = Process.Start("kill", ["-" + signal, client.Process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private async Task<(StuckDatabase Stuck, Call Backup)> BeginAsync(ServeClient client)
    {
        StuckDatabase stuck = await served.StickAsync();
        Call backup = client.Begin("backup/run", served.Backup(stuck.Name));
        await stuck.Begun.Task;
        return (stuck, backup);
    }
}
