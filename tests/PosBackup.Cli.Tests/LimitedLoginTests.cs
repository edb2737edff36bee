using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Support;

namespace PosBackup.Cli.Tests;

/// <summary>Logins with few rights: what the check says of them, and what a backup then does.</summary>
public sealed class LimitedLoginTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task ALoginThatMayBackUpNothing_FailsTheCheckAndTheBackup()
    {
        await shop.CreateLoginAsync("clerk");

        ProgramResult text = (await shop.RunAsync(["check", .. shop.As("clerk"), "--database", "Shop", "--folder", shop.Backups])).Exits(1);
        Assert.Contains("failed: databases: clerk may not back up Shop: it lacks BACKUP DATABASE there", text.Output, StringComparison.Ordinal);
        Assert.Contains("db_backupoperator", text.Output, StringComparison.Ordinal);
        Assert.Contains("not checked: write: ", text.Output, StringComparison.Ordinal);
        Assert.Contains("a backup would fail", text.Output, StringComparison.Ordinal);

        JsonNode report = (await shop.RunAsync(["check", .. shop.As("clerk"), "--database", "Shop", "--folder", shop.Backups, "--json"])).Exits(1).Json();
        Assert.False(report["passed"]!.GetValue<bool>());
        Assert.Contains(report["checks"]!.AsArray(), check => Is(check, "databases", "failed", "instanceAccessDenied"));

        JsonNode result = (await shop.RunAsync(["backup", .. shop.As("clerk"), .. shop.Catalog, "--database", "Shop", "--folder", shop.Backups, "--json"])).Exits(1).Json()["results"]![0]!;
        Assert.Equal(("failed", "instanceAccessDenied"), (result["outcome"]!.GetValue<string>(), result["code"]!.GetValue<string>()));
        Assert.Empty(Directory.GetFiles(shop.Backups));
    }

    [Fact]
    public async Task ABackupOperator_PassesTheCheckAndTheBackup()
    {
        await shop.CreateLoginAsync("operator");
        await shop.ExecuteAsync("Shop", "ALTER ROLE [db_backupoperator] ADD MEMBER [operator]");
        string folder = Directory.CreateDirectory(Path.Combine(shop.Backups, "operator")).FullName;

        JsonNode report = (await shop.RunAsync(["check", .. shop.As("operator"), "--database", "Shop", "--folder", folder, "--json"])).Exits(0).Json();
        Assert.Contains(report["checks"]!.AsArray(), check => Is(check, "write", "passed", "none"));
        Assert.Empty(Directory.GetFileSystemEntries(folder));

        (await shop.RunAsync(["backup", .. shop.As("operator"), .. shop.Catalog, "--database", "Shop", "--folder", folder])).Exits(0);
    }

    [Fact]
    public async Task ALoginWithoutAUserThere_IsToldSo()
    {
        await shop.ExecuteAsync("master", "CREATE DATABASE [Vault]");
        await shop.CreateLoginAsync("guest2");

        ProgramResult text = (await shop.RunAsync(["check", .. shop.As("guest2"), "--database", "Vault", "--folder", shop.Backups])).Exits(1);
        Assert.Contains("the login has no access to Vault", text.Output, StringComparison.Ordinal);
    }

    private static bool Is(JsonNode? check, string subject, string outcome, string code) =>
        (check!["subject"]!.GetValue<string>(), check["outcome"]!.GetValue<string>(), check["code"]!.GetValue<string>()) == (subject, outcome, code);
}
