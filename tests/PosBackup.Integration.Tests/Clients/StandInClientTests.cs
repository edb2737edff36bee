using System.Text.Json.Nodes;
using PosBackup.Engine.Media;
using PosBackup.Integration.Tests.Support;

namespace PosBackup.Integration.Tests.Clients;

/// <summary>Independent clients sell something in a shop and back it up.</summary>
public sealed class StandInClientTests
{
    [FreeTdsFact]
    public async Task FreeTds_SelectsInsertsAndBacksUp()
    {
        await using LocalStandIn server = LocalStandIn.Start();
        string backup = Path.Combine(server.BackupFolder, "shop_freetds.bak");
        string[] lines = await FreeTds.RunAsync(
            server.Server.Wire.Port,
            LocalStandIn.Password,
            "require",
            "CREATE DATABASE [shop]",
            "USE [shop]",
            "CREATE TABLE Products (Id int NOT NULL PRIMARY KEY, Name nvarchar(60) NOT NULL, Price decimal(9,2) NOT NULL)",
            "INSERT INTO Products VALUES (1, N'数据线', 9.90), (2, N'Größe L', 19.50)",
            "SELECT Id, Name, Price FROM Products ORDER BY Id",
            $"BACKUP DATABASE [shop] TO DISK = N'{backup}' WITH INIT, CHECKSUM, STATS = 50");

        Assert.Contains("1\t数据线\t9.90", lines);
        Assert.Contains("2\tGröße L\t19.50", lines);
        await AssertIntactAsync(backup);
    }

    [NodeFact]
    public async Task Node_SelectsInsertsAndBacksUp()
    {
        await using LocalStandIn server = LocalStandIn.Start();
        string backup = Path.Combine(server.BackupFolder, "shop_node.bak");
        JsonArray answers = await NodeClient.RunAsync(
            server.Server.Wire.Port,
            LocalStandIn.Password,
            encrypt: true,
            new { batch = "CREATE DATABASE [shop]" },
            new { batch = "CREATE TABLE shop.dbo.Products (Id int NOT NULL PRIMARY KEY, Name nvarchar(60) NOT NULL, Price decimal(9,2) NOT NULL)" },
            new
            {
                query = "INSERT INTO shop.dbo.Products (Id, Name, Price) VALUES (@id, @name, @price)",
                inputs = new { id = new object[] { "Int", 1 }, name = new object[] { "NVarChar", "数据线" }, price = new object[] { "Money", 9.90 } },
            },
            new
            {
                prepared = "INSERT INTO shop.dbo.Products (Id, Name, Price) SELECT MAX(Id) + 1, @name, 1 FROM shop.dbo.Products",
                inputs = new { name = new object[] { "NVarChar", "again", 20 } },
                times = 3,
            },
            new { transaction = new[] { "DELETE FROM shop.dbo.Products" }, end = "rollback" },
            new { transaction = new[] { "DELETE FROM shop.dbo.Products WHERE Id = 4" }, end = "commit" },
            new { query = "SELECT Id, Name FROM shop.dbo.Products ORDER BY Id" },
            new { batch = $"BACKUP DATABASE [shop] TO DISK = N'{backup}' WITH INIT, CHECKSUM, STATS = 50" },
            new { query = "SELECT * FROM shop.dbo.Missing" });

        Assert.All(answers.Take(8), answer => Assert.Null(answer!["error"]));
        Assert.Equal("""[[{"Id":1,"Name":"数据线"},{"Id":2,"Name":"again"},{"Id":3,"Name":"again"}]]""", Shown(answers[6]!["recordsets"]));
        Assert.Contains(answers[7]!["messages"]!.AsArray(), message => ((string)message!).StartsWith("3014 ", StringComparison.Ordinal));
        Assert.Equal(208, (int)answers[8]!["error"]!["number"]!);
        await AssertIntactAsync(backup);
    }

    private static async Task AssertIntactAsync(string backup)
    {
        VerificationReport report = await MediaVerifier.VerifyAsync([backup], new VerifyOptions(), progress: null, CancellationToken.None);
        Assert.Equal(Verdict.Intact, report.Verdict);
    }

    private static string Shown(JsonNode? value) =>
        value!.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
