using System.Security.Cryptography;
using System.Text.Json;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Drills.Evidence;
using PosBackup.Engine.Media;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Drills.Evidence;

public sealed class EvidenceStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WriteAsync_WritesBothFilesAndNamesTheHashOfTheJsonInTheReport()
    {
        EvidenceFiles files = await EvidenceStore.WriteAsync(_folder.File("new/evidence"), SomeDrill.Evidence());
        Assert.Equal(["drill_20260301_040000_1f2e3d4c.html", "drill_20260301_040000_1f2e3d4c.json"], Directory.GetFiles(_folder.File("new/evidence")).Select(Path.GetFileName).Order());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(files.JsonPath))), files.JsonSha256);
        string html = await File.ReadAllTextAsync(files.HtmlPath);
        Assert.Contains(files.JsonSha256, html, StringComparison.Ordinal);
        Assert.Contains("drill_20260301_040000_1f2e3d4c.json", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_WritesJsonThatSaysEverythingAgain()
    {
        EvidenceFiles files = await EvidenceStore.WriteAsync(_folder.Path, SomeDrill.Evidence());
        DrillEvidence read = JsonSerializer.Deserialize<DrillEvidence>(await File.ReadAllBytesAsync(files.JsonPath), EvidenceJson.Options)!;
        Assert.Equivalent(SomeDrill.Evidence(), read, strict: true);
    }

    [Fact]
    public async Task WriteAsync_WritesTheDocumentedForm()
    {
        EvidenceFiles files = await EvidenceStore.WriteAsync(_folder.Path, SomeDrill.Evidence());
        using JsonDocument document = JsonDocument.Parse(await File.ReadAllBytesAsync(files.JsonPath));
        JsonElement root = document.RootElement;
        Assert.Equal(1, root.GetProperty("schema").GetInt32());
        Assert.Equal("passed", root.GetProperty("outcome").GetString());
        Assert.Equal("L3", root.GetProperty("level").GetString());
        Assert.Equal("none", root.GetProperty("code").GetString());
        Assert.Equal("36000000035200037", root.GetProperty("sets")[0].GetProperty("firstLsn").GetString());
        Assert.Equal("2026-02-28T06:00:00+08:00", root.GetProperty("sets")[0].GetProperty("finishedAt").GetString());
        Assert.Equal(201.5, root.GetProperty("phases")[2].GetProperty("seconds").GetDouble());
        Assert.Equal("checkDb", root.GetProperty("phases")[3].GetProperty("phase").GetString());
        Assert.Equal(204, root.GetProperty("rto").GetProperty("measuredSeconds").GetDouble());
        Assert.True(root.GetProperty("rto").GetProperty("isMet").GetBoolean());
        Assert.Equal("random", root.GetProperty("moment").GetProperty("choice").GetString());
        Assert.Equal("number", root.GetProperty("assertions")[0].GetProperty("value").GetProperty("type").GetString());
        Assert.Equal(184467, root.GetProperty("assertions")[0].GetProperty("value").GetProperty("value").GetInt64());
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("CON")]
    [InlineData("a/b\\c:*?\"<>|\0")]
    [InlineData("")]
    public async Task WriteAsync_StaysInItsFolderWhateverTheDatabaseIsCalled(string database)
    {
        EvidenceFiles files = await EvidenceStore.WriteAsync(_folder.Path, SomeDrill.Evidence() with { Database = new DrilledDatabase { Name = database } });
        Assert.Equal(_folder.Path, Path.GetDirectoryName(files.JsonPath));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    public static TheoryData<string, DrillEvidence> Contradictions => new()
    {
        { "passed at level L1", SomeDrill.Evidence() with { Level = VerificationLevel.L1 } },
        { "passed at level None", SomeDrill.Evidence() with { Level = VerificationLevel.None } },
        { "without a restored set", SomeDrill.Evidence() with { Sets = [] } },
        { "without a restored set", SomeDrill.Evidence() with { Moment = SomeDrill.Evidence().Moment with { Reached = null } } },
        { "level is L3", SomeDrill.Evidence() with { CheckDb = new CheckDbResult() } },
        { "level is L3", SomeDrill.Failed() with { Level = VerificationLevel.L3 } },
        { "it passed, but", SomeDrill.Failed() with { Outcome = DrillOutcome.Passed, Code = ErrorCode.None } },
        { "it passed, but", SomeDrill.Evidence() with { Level = VerificationLevel.L2, CheckDb = new CheckDbResult { Outcome = CheckDbOutcome.NotFinished } } },
        { "Failed without a reason", SomeDrill.Failed() with { Code = ErrorCode.None } },
        { "ends before it begins", SomeDrill.Evidence() with { FinishedAt = SomeMedia.Noon.AddSeconds(-1) } },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public async Task WriteAsync_WritesNothingThatContradictsItself(string why, DrillEvidence evidence)
    {
        Assert.Contains(why, (await Assert.ThrowsAsync<ArgumentException>(() => EvidenceStore.WriteAsync(_folder.Path, evidence))).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task WriteAsync_SaysWhenTheFolderCannotBeMade()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "in the way");
        Assert.Equal(ErrorCode.FileAccess, (await Assert.ThrowsAsync<PosBackupException>(() => EvidenceStore.WriteAsync(_folder.File("file/evidence"), SomeDrill.Evidence()))).Code);
    }

    [Theory]
    [InlineData(1799, true)]
    [InlineData(1800, true)]
    [InlineData(1801, false)]
    [InlineData(null, false)]
    public void IsMet_ComparesWithTheTarget(int? seconds, bool isMet)
    {
        TimeSpan? measured = seconds is { } s ? TimeSpan.FromSeconds(s) : null;
        Assert.Equal(isMet, new RtoMeasurement { Measured = measured, Target = TimeSpan.FromMinutes(30) }.IsMet);
        Assert.Null(new RtoMeasurement { Measured = measured }.IsMet);
    }
}
