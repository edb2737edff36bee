using System.Text.Json.Nodes;
using PosBackup.Cli.Tests.Support;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Tests.Support;
using TemporaryFolder = PosBackup.Cli.Tests.Support.TemporaryFolder;

namespace PosBackup.Cli.Tests;

public sealed class VerifyCommandTests : IDisposable
{
    private const string Full = "PureStorage/backup_test_raw.bak";
    private const string Compressed = "SC-701_ClassWork/northwind.bak";

    private readonly TemporaryFolder _folder = new();

    private string[] Catalog => ["--catalog", Path.Combine(_folder.Path, "state", "catalog.db")];

    public void Dispose() => _folder.Dispose();

    [CorpusTheory]
    [InlineData]
    [InlineData("--quick")]
    public async Task TheWholeCorpus_IsIntact(params string[] more)
    {
        JsonArray media = (await TheProgram.RunAsync(["verify", Corpus.PathOf(""), "--json", .. more, .. Catalog])).Exits(0).Json().AsArray();
        Assert.Equal(Corpus.Files.Count, media.Count);
        Dictionary<string, string> hashes = Corpus.Files.ToDictionary(file => file.FullPath, file => file.Sha256, StringComparer.Ordinal);
        Assert.All(media, one =>
        {
            Assert.Equal(("L1", "intact"), (one!["level"]!.GetValue<string>(), one["verdict"]!.GetValue<string>()));
            Assert.Equal(hashes[one["file"]!.GetValue<string>()], one["sha256"]!.GetValue<string>());
        });
        Assert.False(Directory.Exists(_folder.File("state")));
    }

    [CorpusFact]
    public async Task AFlippedByte_IsDamageWithItsPlace()
    {
        string copy = _folder.Copy(Compressed);
        TemporaryFolder.FlipAByte(copy, 600_000);
        ProgramResult result = (await TheProgram.RunAsync(["verify", copy, "--json", .. Catalog])).Exits(1);
        JsonNode one = Assert.Single(result.Json().AsArray())!;
        Assert.Equal("damaged", one["verdict"]!.GetValue<string>());
        JsonNode finding = one["findings"]!.AsArray().First(f => f!["severity"]!.GetValue<string>() == "error")!;
        Assert.Equal(["severity", "code", "position", "offset", "message"], finding.AsObject().Select(field => field.Key));

        ProgramResult text = (await TheProgram.RunAsync(["verify", copy, .. Catalog])).Exits(1);
        Assert.Contains("damaged (L1): " + copy, text.Output, StringComparison.Ordinal);
        Assert.Contains("0 intact, 1 damaged", text.Output, StringComparison.Ordinal);
    }

    [CorpusFact]
    public async Task OneOfTwoDamaged_ExitsWith3()
    {
        TemporaryFolder.FlipAByte(_folder.Copy(Compressed), 600_000);
        _folder.Copy(Full);
        (await TheProgram.RunAsync(["verify", _folder.Path, .. Catalog])).Exits(3);
    }

    [CorpusFact]
    public async Task AStripeAlone_IsNotCheckedAndNeverAccepted()
    {
        CorpusFile stripe = Corpus.Files.First(file => file.Stripes == 2);
        string copy = _folder.Copy(stripe.File);
        (await TheProgram.RunAsync(["verify", copy, "--record", .. Catalog])).Exits(1);

        // The manifest that is there now says that the bytes are those that were written: they make no whole set all the same.
        JsonNode one = Assert.Single((await TheProgram.RunAsync(["verify", copy, "--json", "--allow-not-checked", .. Catalog])).Exits(1).Json().AsArray())!;
        Assert.Equal("not checked", one["verdict"]!.GetValue<string>());
        JsonNode finding = Assert.Single(one["findings"]!.AsArray(), finding => finding!["code"]!.GetValue<string>() == "stripeMissing")!;
        Assert.Equal("note", finding["severity"]!.GetValue<string>());
    }

    [CorpusFact]
    public async Task WithoutRecord_NothingIsWritten()
    {
        string copy = _folder.Copy(Full);
        (await TheProgram.RunAsync(["verify", _folder.Path, .. Catalog])).Exits(0);
        Assert.Equal([copy], Directory.GetFileSystemEntries(_folder.Path));
    }

    [CorpusFact]
    public async Task Record_PutsTheProofBesideTheFileAndIntoTheCatalog()
    {
        string copy = _folder.Copy(Full);
        (await TheProgram.RunAsync(["verify", copy, "--record", .. Catalog])).Exits(0);
        Assert.True(File.Exists(copy + ".manifest.json"));

        JsonNode entry = Assert.Single((await TheProgram.RunAsync(["list", "--json", .. Catalog])).Exits(0).Json().AsArray())!;
        Assert.Equal((copy, "present"), (entry["file"]!.GetValue<string>(), entry["presence"]!.GetValue<string>()));
        JsonNode proof = Assert.Single(entry["proofs"]!.AsArray())!;
        Assert.Equal(("L1", "intact"), (proof["level"]!.GetValue<string>(), proof["verdict"]!.GetValue<string>()));
        Assert.Equal(["level", "verdict", "at", "instance", "toolVersion"], proof.AsObject().Select(field => field.Key));
        Assert.Equal(["file", "presence", "stripe", "stripes", "mediaSetId", "sha256", "proofs", "set"], entry.AsObject().Select(field => field.Key));
    }

    [CorpusFact]
    public async Task Defect09_ARecordedFileThatIsGone_IsReportedByListAndFailsVerify()
    {
        string kept = _folder.Copy(Full, "kept.bak");
        string lost = _folder.Copy(Compressed, "lost.bak");
        (await TheProgram.RunAsync(["verify", _folder.Path, "--record", .. Catalog])).Exits(0);
        File.Delete(lost);

        ProgramResult list = (await TheProgram.RunAsync(["list", "--missing", .. Catalog])).Exits(0);
        Assert.Contains(lost + "  (missing)", list.Output, StringComparison.Ordinal);
        Assert.Contains($"warning: {lost} is gone", list.Error, StringComparison.Ordinal);

        JsonArray verified = (await TheProgram.RunAsync(["verify", _folder.Path, "--json", .. Catalog])).Exits(3).Json().AsArray();
        Assert.Equal("backupSetNotFound", verified.Single(one => one!["file"]!.GetValue<string>() == lost)!["error"]!["code"]!.GetValue<string>());
        Assert.Equal("intact", verified.Single(one => one!["file"]!.GetValue<string>() == kept)!["verdict"]!.GetValue<string>());

        JsonNode rebuilt = (await TheProgram.RunAsync(["catalog", "rebuild", _folder.Path, "--json", .. Catalog])).Exits(0).Json();
        Assert.Equal([lost], rebuilt["dropped"]!.AsArray().Select(path => path!.GetValue<string>()));
        Assert.StartsWith("1 media file with 1 backup set in ", (await TheProgram.RunAsync(["catalog", "rebuild", _folder.Path, .. Catalog])).Exits(0).Output, StringComparison.Ordinal);
        (await TheProgram.RunAsync(["verify", _folder.Path, .. Catalog])).Exits(0);
    }

    [CorpusFact]
    public async Task AFileThatIsGone_AsItsRemovalWasBegun_IsNotToBeBroughtBack()
    {
        string lost = _folder.Copy(Compressed, "lost.bak");
        (await TheProgram.RunAsync(["verify", _folder.Path, "--record", .. Catalog])).Exits(0);
        File.Delete(lost);
        await AuditLog.Beside(new BackupCatalog(Catalog[1])).AppendAsync([new AuditEntry { Kind = AuditKind.Removing, Place = RetentionPlace.Here, MediaSetId = Guid.NewGuid(), Files = [new AuditedFile(lost, 1, 4096, Sha256: null)], Reason = "it has expired", Actor = AuditActor.Current }]);

        foreach (ProgramResult told in (ProgramResult[])[(await TheProgram.RunAsync(["list", .. Catalog])).Exits(0), (await TheProgram.RunAsync(["verify", _folder.Path, .. Catalog])).Exits(1)])
        {
            Assert.Contains($"{lost} is gone: 'posbackup expire' began to remove its media set, and could not end it", told.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("bring it back", told.Error, StringComparison.Ordinal);
        }
    }

    [CorpusFact]
    public async Task AFileThatIsGone_IsToldAlsoWhereTheLogCannotBeRead()
    {
        string lost = _folder.Copy(Compressed, "lost.bak");
        (await TheProgram.RunAsync(["verify", _folder.Path, "--record", .. Catalog])).Exits(0);
        File.Delete(lost);
        Directory.CreateDirectory(AuditLog.Beside(new BackupCatalog(Catalog[1])).Path);

        ProgramResult listed = (await TheProgram.RunAsync(["list", "--json", .. Catalog])).Exits(0);
        Assert.Single(listed.Json().AsArray());
        foreach (ProgramResult told in (ProgramResult[])[listed, (await TheProgram.RunAsync(["verify", _folder.Path, .. Catalog])).Exits(1)])
        {
            Assert.Contains("whether the removal of what is gone was begun cannot be told", told.Error, StringComparison.Ordinal);
            Assert.Contains($"{lost} is", told.Error, StringComparison.Ordinal);
        }
    }

    [CorpusFact]
    public async Task AFileInWhosePlaceALinkStands_IsListedAsSuch()
    {
        string moved = _folder.Copy(Full, "moved.bak");
        (await TheProgram.RunAsync(["verify", _folder.Path, "--record", .. Catalog])).Exits(0);
        File.Move(moved, _folder.File("elsewhere.dat"));
        File.CreateSymbolicLink(moved, _folder.File("elsewhere.dat"));

        ProgramResult list = (await TheProgram.RunAsync(["list", "--missing", .. Catalog])).Exits(0);

        Assert.Contains(moved + "  (linked)", list.Output, StringComparison.Ordinal);
        Assert.Contains($"warning: {moved}: {LinkedMedia.What}", list.Error, StringComparison.Ordinal);
        Assert.Contains($"hint: {LinkedMedia.Hint}", list.Error, StringComparison.Ordinal);
    }

    /// <summary>Bytes that no checksum inside the media covers: only the hash in the manifest knows.</summary>
    [CorpusFact]
    public async Task AChangedByteThatNoChecksumCovers_IsFoundByTheManifest()
    {
        string copy = _folder.Copy(Full);
        (await TheProgram.RunAsync(["verify", copy, "--record", .. Catalog])).Exits(0);
        string manifest = await File.ReadAllTextAsync(copy + ".manifest.json");
        await File.WriteAllTextAsync(copy + ".manifest.json", manifest.Replace("\"sha256\": \"5d", "\"sha256\": \"00", StringComparison.Ordinal));

        JsonNode one = Assert.Single((await TheProgram.RunAsync(["verify", copy, "--json", .. Catalog])).Exits(1).Json().AsArray())!;
        Assert.Equal("damaged", one["verdict"]!.GetValue<string>());
        Assert.Contains(one["findings"]!.AsArray(), finding => finding!["code"]!.GetValue<string>() == "contentChanged");
    }

    [CorpusFact]
    public async Task AManifestThatCannotBeRead_IsANoteAndNoDamage()
    {
        string copy = _folder.Copy(Full);
        await File.WriteAllTextAsync(copy + ".manifest.json", "{ \"schema\": 1, ");
        JsonNode one = Assert.Single((await TheProgram.RunAsync(["verify", copy, "--json", .. Catalog])).Exits(0).Json().AsArray())!;
        JsonNode finding = one["findings"]!.AsArray().Single(f => f!["code"]!.GetValue<string>() == "manifestUnusable")!;
        Assert.Equal("note", finding["severity"]!.GetValue<string>());
    }

    [CorpusFact]
    public async Task Rebuild_TellsWhatWasRecorded()
    {
        _folder.Copy(Full);
        _folder.Copy(Compressed);
        (await TheProgram.RunAsync(["verify", _folder.Path, "--record", .. Catalog])).Exits(0);
        string recorded = (await TheProgram.RunAsync(["list", "--json", .. Catalog])).Exits(0).Output;

        string[] another = ["--catalog", _folder.File("another.db")];
        JsonNode rebuilt = (await TheProgram.RunAsync(["catalog", "rebuild", _folder.Path, "--json", .. another])).Exits(0).Json();
        Assert.Equal((2, 2, 2), (rebuilt["media"]!.GetValue<int>(), rebuilt["sets"]!.GetValue<int>(), rebuilt["fromManifests"]!.GetValue<int>()));
        Assert.Equal(recorded, (await TheProgram.RunAsync(["list", "--json", .. another])).Exits(0).Output);
    }

    [CorpusFact]
    public async Task SeveralProcesses_RecordIntoOneCatalogAtOnce()
    {
        string[] copies = [.. Enumerable.Range(0, 6).Select(i => _folder.Copy(Full, $"{i}.bak"))];
        ProgramResult[] results = await Task.WhenAll(copies.Select(copy => TheProgram.RunAsync(["verify", copy, "--record", .. Catalog])));
        Assert.All(results, result => result.Exits(0));
        JsonArray entries = (await TheProgram.RunAsync(["list", "--json", .. Catalog])).Exits(0).Json().AsArray();
        Assert.Equal(copies, entries.Select(entry => entry!["file"]!.GetValue<string>()));
    }

    [CorpusFact]
    public async Task ADamagedCatalog_StopsNoVerification()
    {
        string copy = _folder.Copy(Full);
        string catalog = _folder.File("catalog.db");
        await File.WriteAllTextAsync(catalog, new string('x', 8192));
        ProgramResult result = (await TheProgram.RunAsync("verify", copy, "--catalog", catalog)).Exits(0);
        Assert.Contains("warning: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("catalog rebuild", result.Error, StringComparison.Ordinal);
    }
}
