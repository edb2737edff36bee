using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Retention.Audit;

/// <summary>The power fails while lines are being written.</summary>
public sealed class TornLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BackupCatalog _catalog;
    private readonly AuditLog _log;

    public TornLogTests()
    {
        _catalog = new BackupCatalog(_folder.File("catalog.db"));
        _log = AuditLog.Beside(_catalog);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnEndTornAtAnyByte_IsMendedAndToldByTheNextAppend(bool withCatalog)
    {
        AuditLog log = withCatalog ? _log : new AuditLog(_log.Path);
        await SomeAudit.AppendAsync(log, 2);
        byte[] before = await File.ReadAllBytesAsync(log.Path);
        await new AuditLog(log.Path).AppendAsync([SomeAudit.Entry()]);
        byte[] after = await File.ReadAllBytesAsync(log.Path);
        for (int length = before.Length; length <= after.Length; length++)
        {
            // A catalog for each takes its time: a sample of the middle, and both ends.
            if (withCatalog && length % 17 != 0 && length > before.Length + 2 && length < after.Length - 2)
                continue;

            var torn = new Torn(_folder.Folder($"{length}"), withCatalog ? _catalog : null, after[..length]);
            bool isWhole = length >= after.Length - 1;
            bool isTorn = !isWhole && length > before.Length;

            // Without the catalog nobody can tell a power cut from somebody who cut the line.
            AuditVerification found = await torn.Log.VerifyAsync();
            Assert.Equal(!isTorn || withCatalog, found.IsIntact);
            Assert.Equal(isTorn && withCatalog ? length - before.Length : 0, found.TornBytes);

            AuditAppend append = await torn.Log.AppendAsync([SomeAudit.Entry()]);

            found = await torn.Log.VerifyAsync();
            Assert.True(found is { IsIntact: true, TornBytes: 0 }, $"torn at {length}: {found.Problem}");
            Assert.Equal(isWhole || isTorn ? 4 : 3, found.Lines);
            Assert.Equal(isTorn ? 1 : 0, append.Notes.Count);
            Assert.Equal(isTorn ? 1 : 0, await CountAsync(torn.Log, AuditKind.Mended));
            if (withCatalog)
                Assert.Equal(found.Known, found.Head);
        }
    }

    [Fact]
    public async Task TheFirstLineTornAtAnyByte_IsMended()
    {
        await SomeAudit.AppendAsync(_log, 1);
        byte[] whole = await File.ReadAllBytesAsync(_log.Path);
        for (int length = 0; length < whole.Length; length++)
        {
            var torn = new Torn(_folder.Folder($"{length}"), catalog: null, whole[..length]);

            await torn.Log.AppendAsync([SomeAudit.Entry()]);

            AuditVerification found = await torn.Log.VerifyAsync();
            Assert.True(found.IsIntact, $"torn at {length}: {found.Problem}");
        }
    }

    /// <summary>The file had grown and its content was not written yet: zeros, and perhaps a later piece of it.</summary>
    [Fact]
    public async Task RoomThatWasNeverFilled_IsMended()
    {
        await SomeAudit.AppendAsync(_log, 2);
        byte[] before = await File.ReadAllBytesAsync(_log.Path);
        await File.WriteAllBytesAsync(_log.Path, [.. before, .. new byte[5000], .. "\"reason\":\"late\"}\n"u8]);

        AuditAppend append = await _log.AppendAsync([SomeAudit.Entry()]);

        Assert.Contains("5017 bytes", Assert.Single(append.Notes).Message, StringComparison.Ordinal);
        Assert.Equal((true, 4L), ((await _log.VerifyAsync()).IsIntact, (await _log.VerifyAsync()).Lines));
        Assert.Equal(before, (await File.ReadAllBytesAsync(_log.Path))[..before.Length]);
    }

    private static async Task<int> CountAsync(AuditLog log, AuditKind kind)
    {
        int count = 0;
        await foreach (AuditRecord record in log.ReadAsync())
            count += record.Entry.Kind == kind ? 1 : 0;

        return count;
    }

    private sealed class Torn
    {
        /// <param name="folder">A folder of its own.</param>
        /// <param name="catalog">What the catalog knew when the power failed; null for no catalog.</param>
        /// <param name="content">What the disk had of the log.</param>
        public Torn(string folder, BackupCatalog? catalog, byte[] content)
        {
            string copy = Path.Combine(folder, "catalog.db");
            if (catalog is not null)
                File.Copy(catalog.Path, copy);

            Log = new AuditLog(Path.Combine(folder, AuditLog.FileName), catalog is null ? null : new BackupCatalog(copy));
            File.WriteAllBytes(Log.Path, content);
        }

        public AuditLog Log { get; }
    }
}
