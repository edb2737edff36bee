using System.Text;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Drills.Assertions;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Drills.Assertions;

public sealed class AssertionFileTests
{
    [Fact]
    public void Read_TakesEveryExpectation()
    {
        AssertionFile file = Read("""
            { "schema": 1, "assertions": [
              { "name": "receipts", "query": "SELECT MAX(No) FROM dbo.Receipt", "atLeast": 10, "atMost": 1e3, "notLowerThanLastDrill": true },
              { "name": "last sale", "query": "SELECT MAX(At) FROM dbo.Sale", "notOlderThan": "36h", "timeout": "5m", "databases": ["Shop*", "Till"] },
              { "name": "店名", "query": "SELECT Name FROM dbo.Store", "equals": "总店" },
              { "name": "open", "query": "SELECT Closed FROM dbo.Day", "equals": null },
              { "name": "since", "query": "SELECT MIN(At) FROM dbo.Sale", "atLeast": "2026-03-01T08:00:00+08:00" } ] }
            """);
        Assert.Equal(
            [
                new Assertion { Name = "receipts", Query = "SELECT MAX(No) FROM dbo.Receipt", AtLeast = new NumberValue(10), AtMost = new NumberValue(1000), NotLowerThanLastDrill = true },
                new Assertion { Name = "last sale", Query = "SELECT MAX(At) FROM dbo.Sale", NotOlderThan = TimeSpan.FromHours(36), Timeout = TimeSpan.FromMinutes(5), Databases = file.Assertions[1].Databases },
                new Assertion { Name = "店名", Query = "SELECT Name FROM dbo.Store", EqualTo = new TextValue("总店") },
                new Assertion { Name = "open", Query = "SELECT Closed FROM dbo.Day", EqualTo = new NullValue() },
                new Assertion { Name = "since", Query = "SELECT MIN(At) FROM dbo.Sale", AtLeast = new MomentValue(new ServerTime(new DateTime(2026, 3, 1, 8, 0, 0), TimeSpan.FromHours(8))) },
            ],
            file.Assertions);
        Assert.Equal(["Shop*", "Till"], file.Assertions[1].Databases);
        Assert.Equal(TimeSpan.FromSeconds(60), file.Assertions[0].Timeout);
    }

    [Theory]
    [InlineData("Shop", 2)]
    [InlineData("SHOP_2", 2)]
    [InlineData("Bakery", 1)]
    public void For_TakesTheAssertionsOfTheDatabase(string database, int count)
    {
        AssertionFile file = Read(Two(""" "name": "all", "query": "q", "equals": 1 """, """ "name": "shops", "query": "q", "equals": 1, "databases": ["shop*"] """));
        Assert.Equal(count, file.For(database).Count);
    }

    [Theory]
    [InlineData(""" "name": "x", "query": "q", "equals": 1, "atleast": 2 """, "assertion 1 'x': unknown property 'atleast'")]
    [InlineData(""" "name": "x", "query": "q" """, "assertion 1 'x': it expects nothing")]
    [InlineData(""" "name": "x", "query": "q", "notLowerThanLastDrill": false """, "assertion 1 'x': it expects nothing")]
    [InlineData(""" "name": "x", "query": " \t", "equals": 1 """, "assertion 1 'x': 'query' must be a text")]
    [InlineData(""" "name": "x", "equals": 1 """, "assertion 1 'x': 'query' must be a text")]
    [InlineData(""" "query": "q", "equals": 1 """, "assertion 1: 'name' must be a text")]
    [InlineData(""" "name": 7, "query": "q", "equals": 1 """, "assertion 1: 'name' must be a text")]
    [InlineData(""" "name": "x\u0007", "query": "q", "equals": 1 """, "'name' must have at most 128 characters, none of them a control")]
    [InlineData(""" "name": "\ud800", "query": "q", "equals": 1 """, "assertion 1: 'name' must be a text")]
    [InlineData(""" "name": "x", "query": "q", "equals": [1] """, "assertion 1 'x': 'equals' must be a number")]
    [InlineData(""" "name": "x", "query": "q", "equals": 1e300 """, "assertion 1 'x': 'equals' must be a number of at most 28 digits")]
    [InlineData(""" "name": "x", "query": "q", "equals": 0.12345678901234567890123456789 """, "'equals' must be a number of at most 28 digits")]
    [InlineData(""" "name": "x", "query": "q", "equals": 1e-40 """, "'equals' must be a number of at most 28 digits")]
    [InlineData(""" "name": "x", "query": "q", "atLeast": "many" """, "assertion 1 'x': 'atLeast' must be a number")]
    [InlineData(""" "name": "x", "query": "q", "atMost": true """, "assertion 1 'x': 'atMost' must be a number")]
    [InlineData(""" "name": "x", "query": "q", "notOlderThan": "1 day" """, "assertion 1 'x': 'notOlderThan' is no span of time: write it as")]
    [InlineData(""" "name": "x", "query": "q", "notOlderThan": 1 """, "assertion 1 'x': 'notOlderThan' is no span of time")]
    [InlineData(""" "name": "x", "query": "q", "notOlderThan": "0d" """, "'notOlderThan' is no span of time")]
    [InlineData(""" "name": "x", "query": "q", "equals": 1, "timeout": "-5s" """, "assertion 1 'x': 'timeout' is no span of time")]
    [InlineData(""" "name": "x", "query": "q", "notLowerThanLastDrill": "yes" """, "assertion 1 'x': 'notLowerThanLastDrill' must be true or false")]
    [InlineData(""" "name": "x", "query": "q", "equals": 1, "databases": [] """, "assertion 1 'x': 'databases' must be an array")]
    [InlineData(""" "name": "x", "query": "q", "equals": 1, "databases": "Shop" """, "assertion 1 'x': 'databases' must be an array")]
    [InlineData(""" "name": "x", "query": "q", "equals": 1, "equals": 2 """, "assertion 1 'x': 'equals' is there twice")]
    [InlineData(""" "name": "x", "query": "q", "equals": 1, "atLeast": 1 """, "assertion 1 'x': 'equals' allows no other expectation")]
    [InlineData(""" "name": "x", "query": "q", "atLeast": 2, "atMost": 1 """, "assertion 1 'x': 'atLeast' is higher than 'atMost'")]
    [InlineData(""" "name": "x", "query": "q", "atLeast": 2, "atMost": "2026-01-01" """, "is a date, the other a number")]
    [InlineData(""" "name": "x", "query": "q", "atLeast": 2, "notOlderThan": "1d" """, "'notOlderThan' wants a date")]
    public void Read_NamesTheAssertionAndTheProperty(string assertion, string mistake)
    {
        var error = Assert.Throws<PosBackupException>(() => Read(One(assertion)));
        Assert.Equal(ErrorCode.AssertionFileInvalid, error.Code);
        Assert.Contains(mistake, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("drill.json ", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, error.Message.Split("assertion 1").Length);
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("[]", "the file must be an object")]
    [InlineData("""{ "assertions": [ { "name": "x", "query": "q", "equals": 1 } ] }""", "no 'schema'")]
    [InlineData("""{ "schema": 2, "assertions": [ { "name": "x", "query": "q", "equals": 1 } ] }""", "'schema' is 2")]
    [InlineData("""{ "schema": 1 }""", "'assertions' must be an array")]
    [InlineData("""{ "schema": 1, "assertions": [] }""", "at least one")]
    [InlineData("""{ "schema": 1, "assertions": [ 5 ] }""", "assertion 1 must be an object")]
    [InlineData("""{ "schema": 1, "assertions": [ { "name": "x", "query": "q", "equals": 1 }, ] }""", "no JSON")]
    [InlineData("""{ /* why */ "schema": 1, "assertions": [ { "name": "x", "query": "q", "equals": 1 } ] }""", "no JSON")]
    public void Read_RefusesWhatIsNoSuchFile(string json, string why) =>
        Assert.Contains(why, Assert.Throws<PosBackupException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_TellsAllMistakesAtOnce()
    {
        string message = Assert.Throws<PosBackupException>(() => Read(Two(""" "name": "Total", "query": "" , "equals": 1 """, """ "name": "total", "query": "q", "atMost": "x" """))).Message;
        Assert.Contains("assertion 1 'Total': 'query'", message, StringComparison.Ordinal);
        Assert.Contains("assertion 2 'total': 'atMost'", message, StringComparison.Ordinal);
        Assert.Contains("assertion 2 'total': 'name' is taken", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_TakesAFileThatNotepadSaved()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("a.json"), One(""" "name": "x", "query": "q", "equals": 1 """), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Single((await AssertionFile.ReadAsync(folder.File("a.json"))).Assertions);
    }

    [Fact]
    public async Task ReadAsync_RefusesAFileOverOneMebibyteAndOneThatIsNotThere()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("big.json"), One(""" "name": "x", "query": "q", "equals": 1 """).PadRight((1 << 20) + 1));
        Assert.Equal(ErrorCode.AssertionFileInvalid, (await Assert.ThrowsAsync<PosBackupException>(() => AssertionFile.ReadAsync(folder.File("big.json")))).Code);
        await File.WriteAllTextAsync(folder.File("fits.json"), One(""" "name": "x", "query": "q", "equals": 1 """).PadRight(1 << 20));
        Assert.Single((await AssertionFile.ReadAsync(folder.File("fits.json"))).Assertions);
        Assert.Equal(ErrorCode.FileAccess, (await Assert.ThrowsAsync<PosBackupException>(() => AssertionFile.ReadAsync(folder.File("none.json")))).Code);
    }

    private static string One(string assertion) => $$"""{ "schema": 1, "assertions": [ { {{assertion}} } ] }""";

    private static string Two(string first, string second) => $$"""{ "schema": 1, "assertions": [ { {{first}} }, { {{second}} } ] }""";

    private static AssertionFile Read(string json) => AssertionReader.Read(Encoding.UTF8.GetBytes(json), "drill.json");
}
