using System.Globalization;
using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Support;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Tests;

/// <summary>The whole way: a shop, its backups, and what <c>posbackup restore</c> makes of them.</summary>
public sealed class RestoreCommandTests : IAsyncLifetime
{
    private readonly Shop _shop = new();

    public Task InitializeAsync() => _shop.InitializeAsync();

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task AWrongUpdate_IsUndoneUnderAnotherNameToTheMomentBefore()
    {
        await _shop.TakeAsync(BackupKind.Full);
        await _shop.SellAsync();
        DateTimeOffset moment = await QuietMomentAsync();
        await _shop.ExecuteAsync("Shop", "UPDATE Products SET Name = N'lost'");
        await _shop.TakeAsync(BackupKind.Log);

        string to = moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
        ProgramResult result = (await RestoreAsync("--as", "Shop_look", "--to", to)).Exits(0);

        Assert.Equal((2, 0), (await CountAsync("Shop_look", "tea"), await CountAsync("Shop_look", "lost")));
        Assert.Equal((0, 2), (await CountAsync("Shop", "tea"), await CountAsync("Shop", "lost")));
        Assert.Contains("plan: restore Shop as Shop_look", result.Output, StringComparison.Ordinal);
        Assert.Contains("succeeded: Shop as Shop_look", result.Output, StringComparison.Ordinal);
        Assert.Contains("level L2", result.Output, StringComparison.Ordinal);
        Assert.Contains(_shop.Backups, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATimeWithoutAnOffset_IsTheInstancesAndTheOutputSaysSo()
    {
        await _shop.TakeAsync(BackupKind.Full);
        DateTimeOffset moment = await QuietMomentAsync();
        await _shop.SellAsync();
        await _shop.TakeAsync(BackupKind.Log);

        string to = moment.DateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
        ProgramResult result = (await RestoreAsync("--as", "Shop_look", "--to", to)).Exits(0);

        Assert.Equal(1, await CountAsync("Shop_look", "tea"));
        Assert.Contains("local time of the instance", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADryRun_ShowsTheStatementsAndChangesNothing()
    {
        await _shop.TakeAsync(BackupKind.Full);
        await _shop.TakeAsync(BackupKind.Log);
        string[] before = Everything();

        ProgramResult text = (await RestoreAsync("--as", "Shop_look", "--to", "latest", "--dry-run")).Exits(0);
        JsonNode json = (await RestoreAsync("--as", "Shop_look", "--to", "latest", "--dry-run", "--json")).Exits(0).Json();

        Assert.Contains("RESTORE DATABASE [Shop_look]", text.Output, StringComparison.Ordinal);
        Assert.Contains("dry run: nothing was touched", text.Output, StringComparison.Ordinal);
        Assert.True(json["dryRun"]!.GetValue<bool>());
        Assert.Equal(["full", "log", "recover"], Kinds(json));
        Assert.All(json["plan"]!["steps"]!.AsArray(), step => Assert.StartsWith("RESTORE ", step!["sql"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.Null(await _shop.ScalarAsync("master", "SELECT DB_ID(N'Shop_look')"));
        Assert.Equal(before, Everything());
    }

    [Fact]
    public async Task AMissingLog_IsExitCode4AndTheOptionItPrintsWorks()
    {
        await _shop.TakeAsync(BackupKind.Full);
        await SellLaterAsync();
        string lost = await _shop.TakeFileAsync(BackupKind.Log);
        await SellLaterAsync();
        await _shop.TakeAsync(BackupKind.Log);
        File.Delete(lost);

        ProgramResult text = (await RestoreAsync("--as", "Shop_look", "--to", "latest")).Exits(4);
        JsonNode gap = (await RestoreAsync("--as", "Shop_look", "--to", "latest", "--json")).Exits(4).Json()["gap"]!;
        string option = gap["before"]!["option"]!.GetValue<string>();

        Assert.Contains("nearest before:", text.Output, StringComparison.Ordinal);
        Assert.Contains(option, text.Output, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(lost), text.Output, StringComparison.Ordinal);
        Assert.StartsWith("error: Shop cannot be brought back", text.Error, StringComparison.Ordinal);
        Assert.Null(await _shop.ScalarAsync("master", "SELECT DB_ID(N'Shop_look')"));
        (await RestoreAsync(["--as", "Shop_look", .. option.Split(' ')])).Exits(0);
        Assert.Equal(1, await CountAsync("Shop_look", "tea"));
    }

    [Fact]
    public async Task AMomentBeforeEverything_IsExitCode4()
    {
        await _shop.TakeAsync(BackupKind.Full);
        JsonNode document = (await RestoreAsync("--as", "Shop_look", "--to", "2001-01-01T00:00:00Z", "--json")).Exits(4).Json();
        Assert.Equal(("notRecoverable", "tooEarly"), (Text(document["outcome"]), Text(document["gap"]!["reason"])));
        Assert.NotNull(document["gap"]!["after"]);
    }

    [Fact]
    public async Task NothingBackedUp_IsExitCode4()
    {
        JsonNode document = (await RestoreAsync("--as", "Shop_look", "--to", "latest", "--json")).Exits(4).Json();
        Assert.Equal("noSets", Text(document["gap"]!["reason"]));
    }

    [Fact]
    public async Task TheShopItself_IsOverwrittenOnlyWithReplaceAndAChoiceForTheTail()
    {
        await _shop.TakeAsync(BackupKind.Full);
        await _shop.TakeAsync(BackupKind.Log);
        await _shop.SellAsync();

        ProgramResult unasked = (await RestoreAsync("--to", "latest")).Exits(1);
        Assert.Contains("--replace", unasked.Error, StringComparison.Ordinal);
        ProgramResult undecided = (await RestoreAsync("--to", "latest", "--replace")).Exits(2);
        Assert.Contains("--tail-log take or --tail-log skip", undecided.Error, StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync("Shop", "tea"));

        string[] decided = ["--to", "latest", "--replace", "--tail-log", "take", "--json"];
        JsonNode plan = (await RestoreAsync([.. decided, "--dry-run"])).Exits(0).Json();
        Assert.True(plan["plan"]!["replaces"]!.GetValue<bool>());
        Assert.Equal(["takeOver", "tailLog", "full"], Kinds(plan).Take(3));
        JsonNode taken = (await RestoreAsync(decided)).Exits(0).Json();
        Assert.Equal(2, await CountAsync("Shop", "tea"));
        Assert.Contains(taken["notes"]!.AsArray(), note => Text(note!["message"])!.Contains(".trn", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ASkippedTail_IsLost()
    {
        await _shop.TakeAsync(BackupKind.Full);
        await _shop.SellAsync();
        (await RestoreAsync("--to", "latest", "--replace", "--tail-log", "skip")).Exits(0);
        Assert.Equal(1, await CountAsync("Shop", "tea"));
    }

    [Fact]
    public async Task AStandby_IsCarriedOnByTheSameCommandAndBroughtOnlineWithoutTheOption()
    {
        await _shop.TakeAsync(BackupKind.Full);
        string[] standby = ["--as", "Spare", "--to", "latest", "--standby", Path.Combine(_shop.Backups, "spare.tuf")];
        ProgramResult first = (await RestoreAsync(standby)).Exits(0);
        Assert.Contains("can be read and waits for later sets", first.Output, StringComparison.Ordinal);

        await _shop.SellAsync();
        await _shop.TakeAsync(BackupKind.Log);
        JsonNode second = (await RestoreAsync([.. standby, "--json"])).Exits(0).Json();
        Assert.True(second["plan"]!["continues"]!.GetValue<bool>());
        Assert.Equal(2, await CountAsync("Spare", "tea"));

        (await RestoreAsync("--as", "Spare", "--to", "latest")).Exits(0);
        await _shop.ExecuteAsync("Spare", "INSERT INTO Products (Id, Name) VALUES (0, N'spare')");
    }

    [Fact]
    public async Task AFolder_IsSearchedInPlaceOfTheCatalog()
    {
        string file = await _shop.TakeFileAsync(BackupKind.Full);
        string elsewhere = Directory.CreateDirectory(Path.Combine(_shop.Backups, "stick", "deep")).FullName;
        File.Move(file, Path.Combine(elsewhere, "renamed.xyz"));

        (await RestoreAsync("--as", "Shop_look", "--to", "latest")).Exits(4);
        (await RestoreAsync("--as", "Shop_look", "--to", "latest", "--from", Path.Combine(_shop.Backups, "stick"))).Exits(0);
        Assert.Equal(1, await CountAsync("Shop_look", "tea"));
    }

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private static IEnumerable<string?> Kinds(JsonNode document) => document["plan"]!["steps"]!.AsArray().Select(step => Text(step!["kind"]));

    private string[] Everything() =>
        [.. Directory.GetFileSystemEntries(Path.GetDirectoryName(_shop.Backups)!, "*", SearchOption.AllDirectories).Where(path => !path.Contains("catalog.db", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private Task<ProgramResult> RestoreAsync(params string[] more) => _shop.RunAsync(["restore", .. _shop.Instance, "--database", "Shop", .. _shop.Catalog, .. more]);

    private async Task<int> CountAsync(string database, string name) => (int)(await _shop.ScalarAsync(database, $"SELECT COUNT(*) FROM Products WHERE Name = N'{name}'"))!;

    /// <summary>Seconds behind all that was done: backups tell whole seconds.</summary>
    private async Task SellLaterAsync()
    {
        _shop.Clock.Advance(TimeSpan.FromSeconds(3));
        await _shop.SellAsync();
    }

    /// <summary>A moment of the instance's clock seconds behind all that was done, and seconds before what is done next.</summary>
    private async Task<DateTimeOffset> QuietMomentAsync()
    {
        _shop.Clock.Advance(TimeSpan.FromSeconds(3));
        var moment = (DateTimeOffset)(await _shop.ScalarAsync("master", "SELECT SYSDATETIMEOFFSET()"))!;
        _shop.Clock.Advance(TimeSpan.FromSeconds(3));
        return moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
