using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Retention.Audit;

public sealed class AuditLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BackupCatalog _catalog;
    private readonly AuditLog _log;

    public AuditLogTests()
    {
        _catalog = new BackupCatalog(_folder.File("catalog.db"));
        _log = AuditLog.Beside(_catalog, new ManualClock(SomeMedia.Noon));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Read_GivesBackWhatWasAppended()
    {
        AuditEntry[] entries =
        [
            SomeAudit.Entry(AuditKind.Removing, "数据库 \"quoted\\\"\n", paths: ["/b/s 1.bak", "/b/\u001b[31m.bak"]),
            new AuditEntry { Kind = AuditKind.Acknowledged, Acknowledged = Suspicion.Time, Reason = "stocktaking emptied it 🧾", Actor = SomeAudit.Actor },
            SomeAudit.Entry(place: new RetentionPlace("hq", "serial 42")) with { Files = [new AuditedFile("a/b.bak", 1, long.MaxValue, Sha256: null)], Sets = [] },
        ];

        AuditAppend append = await _log.AppendAsync(entries);

        List<AuditRecord> records = await ReadAsync(_log);
        Assert.Equivalent(entries, records.Select(record => record.Entry), strict: true);
        Assert.Equal([1L, 2L, 3L], records.Select(record => record.Sequence));
        Assert.All(records, record => Assert.Equal((SomeMedia.Noon, ToolVersion.Current), (record.At, record.ToolVersion)));
        Assert.Equal(records[^1].Head, append.Head);
        Assert.Equal(append.Head, await _log.HeadAsync());
        Assert.Equal(append.Head, _catalog.AuditHead());
        Assert.Empty(append.Notes);
    }

    [Fact]
    public async Task Verify_FindsAnEmptyLogIntact()
    {
        AuditVerification found = await _log.VerifyAsync();

        Assert.Equal((true, 0L, AuditHead.None), (found.IsIntact, found.Lines, found.Head));
        Assert.Null(await _log.HeadAsync());
        Assert.False(File.Exists(_log.Path));
    }

    /// <summary>As src/README.md tells it, and nothing of ours.</summary>
    [Fact]
    public async Task TheForm_CanBeCheckedByAStranger()
    {
        await SomeAudit.AppendAsync(_log, 4);
        await _log.AppendAsync([SomeAudit.Entry(database: "商店")]);

        string previous = new('0', 64);
        long sequence = 0;
        foreach (string line in (await File.ReadAllTextAsync(_log.Path)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            JsonElement record = JsonDocument.Parse(line).RootElement;
            byte[] hashed = Encoding.UTF8.GetBytes(line[..^75] + "}");
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(hashed)), record.GetProperty("hash").GetString());
            Assert.Equal((previous, ++sequence), (record.GetProperty("previous").GetString(), record.GetProperty("sequence").GetInt64()));
            previous = record.GetProperty("hash").GetString()!;
        }

        Assert.Equal((5L, previous), (sequence, _catalog.AuditHead()!.Hash));
    }

    [Fact]
    public async Task Append_KeepsOneChainWhenManyWriteAtOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => SomeAudit.AppendAsync(AuditLog.Beside(new BackupCatalog(_catalog.Path)), 10))));

        AuditVerification found = await _log.VerifyAsync();
        Assert.Equal((true, 40L, found.Known), (found.IsIntact, found.Lines, found.Head));
    }

    [Fact]
    public async Task Append_GoesOnWhereTheCatalogWasNotToldOfTheLastLines()
    {
        await SomeAudit.AppendAsync(_log, 2);
        await SomeAudit.AppendAsync(new AuditLog(_log.Path), 2);
        Assert.True((await _log.VerifyAsync()).IsIntact);

        AuditAppend append = await _log.AppendAsync([SomeAudit.Entry()]);

        Assert.Empty(append.Notes);
        Assert.Equal((true, 5L), ((await _log.VerifyAsync()).IsIntact, append.Head.Sequence));
    }

    [Fact]
    public async Task Append_ToLongLinesFindsTheEnd()
    {
        AuditEntry longOne = SomeAudit.Entry() with { Reason = new string('x', 300_000) };
        await _log.AppendAsync([longOne]);
        await _log.AppendAsync([longOne, SomeAudit.Entry()]);

        Assert.Equal((true, 3L), ((await _log.VerifyAsync()).IsIntact, (await _log.HeadAsync())!.Sequence));
    }

    [Fact]
    public async Task Append_LeavesAFileAloneThatIsNoLog()
    {
        await File.WriteAllTextAsync(_log.Path, "Dear shop,\n");

        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => _log.AppendAsync([SomeAudit.Entry()]));

        Assert.Equal(ErrorCode.FileAccess, error.Code);
        Assert.Contains(_log.Path, error.Message, StringComparison.Ordinal);
        Assert.Equal("Dear shop,\n", await File.ReadAllTextAsync(_log.Path));
    }

    [Fact]
    public async Task Append_SaysWhyItCannotWrite()
    {
        Directory.CreateDirectory(_log.Path);

        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => _log.AppendAsync([SomeAudit.Entry()]));

        Assert.Equal(ErrorCode.FileAccess, error.Code);
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public void Catalog_NeverGoesBackToAnEarlierEnd()
    {
        var later = new AuditHead(7, new string('b', 64));
        _catalog.Record(later);
        _catalog.Record(new AuditHead(3, new string('a', 64)));

        Assert.Equal(later, _catalog.AuditHead());
    }

    [Fact]
    public async Task Catalog_KnowsTheEndAlsoAfterARebuild()
    {
        await SomeAudit.AppendAsync(_log, 2);
        await _catalog.RebuildAsync([_folder.Path]);

        Assert.Equal(await _log.HeadAsync(), _catalog.AuditHead());
    }

    private static async Task<List<AuditRecord>> ReadAsync(AuditLog log)
    {
        var records = new List<AuditRecord>();
        await foreach (AuditRecord record in log.ReadAsync())
            records.Add(record);

        return records;
    }
}
