using System.Net.Sockets;
using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Serving.Support;
using PosBackup.Cli.Tests.Support;

namespace PosBackup.Cli.Tests.Serving;

[Collection(ServedShop.Shared)]
public sealed class CancelTests(ServedShop served)
{
    private readonly ServeClient _client = served.Client;

    [Fact]
    public async Task TwoRequests_AreAnsweredAsTheyEnd()
    {
        StuckDatabase stuck = await served.StickAsync();
        Call slow = _client.Begin("backup/run", served.Backup(stuck.Name));
        await stuck.Begun.Task;
        Assert.Equal("succeeded", Outcome(await _client.AskAsync("backup/run", served.Backup("Shop"))));
        stuck.Go.SetResult();
        Assert.Equal("succeeded", Outcome(await slow.AnswerAsync()));
    }

    [Fact]
    public async Task AnIdInUse_IsRefused_AndTheFirstGoesOn()
    {
        StuckDatabase stuck = await served.StickAsync();
        Call first = _client.Begin("backup/run", served.Backup(stuck.Name), id: 7);
        await stuck.Begun.Task;
        (await _client.Begin("complete/targets", id: 7).AnswerAsync()).Fails(-32600, "invalidRequest");
        _client.Expect(first);
        stuck.Go.SetResult();
        Assert.Equal("succeeded", Outcome(await first.AnswerAsync()));
        Assert.NotNull((await _client.Begin("complete/targets", new JsonObject { ["targetsFile"] = "none" }, id: 7).AnswerAsync()).Result);
    }

    [Fact]
    public async Task ABackupUnderWay_IsBrokenOffAndCleanedUp()
    {
        StuckDatabase stuck = await served.StickAsync();
        await _client.CancelAsync("b1");
        Call backup = _client.Begin("backup/run", served.Backup(stuck.Name), id: "b1");
        await stuck.Begun.Task;
        await _client.CancelAsync("b1");
        await _client.CancelAsync("b1");
        Answer answer = await backup.AnswerAsync();
        Assert.True(answer.Result["cancelled"]!.GetValue<bool>());
        Assert.Equal("cancelled", Assert.Single(answer.Records("backupResult"))["code"]!.GetValue<string>());
        Assert.Empty(served.FilesOf(stuck.Name));
        await _client.CancelAsync("b1");
        Assert.Equal("succeeded", Outcome(await _client.Begin("backup/run", served.Backup("Shop"), id: "b1").AnswerAsync()));
    }

    [Fact]
    public async Task AConnectionThatIsNotAnswered_IsGivenUp()
    {
        using var silent = new SilentListener();
        JsonObject asked = served.Backup("Shop");
        asked["instance"] = new JsonObject { ["name"] = silent.Instance, ["user"] = "sa", ["password"] = "none", ["connectTimeoutSeconds"] = 600 };
        Call preflight = _client.Begin("preflight/run", asked);
        using TcpClient one = await silent.AcceptAsync();
        await _client.CancelAsync(preflight.Id);
        (await preflight.AnswerAsync()).Fails(-32800, "cancelled");
    }

    [UnixTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AVerificationUnderWay_IsBrokenOff(bool quick)
    {
        await _client.AskAsync("backup/run", served.Backup("Shop"));
        string endless = Path.Combine(Path.GetDirectoryName(served.Shop.Backups)!, $"endless-{quick}.bak");
        File.Copy(Directory.GetFiles(served.Shop.Backups, "*.bak", SearchOption.AllDirectories)[0], endless);
        await using (FileStream file = File.OpenWrite(endless))
            file.SetLength(1L << 42);

        Call verify = _client.Begin("media/verify", new JsonObject { ["paths"] = new JsonArray(endless), ["quick"] = quick, ["catalog"] = served.Shop.CatalogFile });
        await _client.AskAsync("complete/targets", new JsonObject { ["targetsFile"] = "none" });
        await _client.CancelAsync(verify.Id);
        (await verify.AnswerAsync()).Fails(-32800, "cancelled");
    }

    private static string Outcome(Answer answer) => Assert.Single(answer.Records("backupResult"))["outcome"]!.GetValue<string>();
}
