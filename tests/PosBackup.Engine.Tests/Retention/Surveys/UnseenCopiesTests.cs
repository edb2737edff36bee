using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Surveys;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Tests.Retention.Hiding;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Retention.Surveys;

public sealed class UnseenCopiesTests : IDisposable
{
    private static readonly RetentionPlace DriveA = new("usb", "A");
    private static readonly RetentionPlace DriveB = new("usb", "B");

    private readonly SurveyedShop _shop = new("hq", "usb");

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Run_CountsWhatIsOnADriveThatIsNotIn()
    {
        LaidMedia there = _shop.LayStriped(2, _shop.Take(), DriveB)[0];

        HeldMedia held = Assert.Single(await RunAsync([SurveyedShop.Hq, DriveA]));

        Assert.Equal((DriveB, there.Held.MediaSetId, 2, SurveyedShop.Now.AddDays(-1), false, null), (held.Place, held.MediaSetId, held.Stripes, held.ProvenAt!.Value, held.IsAbsent, held.Doubt));
        Assert.Equal(there.Held.Files, held.Files);
        Assert.Equal(there.Held.Sets.Select(set => set.SetGuid), held.Sets.Select(set => set.SetGuid));
    }

    [Fact]
    public async Task Run_CallsAbsentWhatWasProvenTooLongAgoOnADriveThatIsNotIn()
    {
        _shop.Lay(_shop.Take(), DriveB);

        RequireAbsent(Assert.Single(await RunAsync([SurveyedShop.Hq, DriveA], provenSince: SurveyedShop.Now)), DriveB);
    }

    /// <summary>Nobody knows which of the drives was in: the one that was may have been taken out straight after.</summary>
    [Theory]
    [InlineData("found damaged", true)]
    [InlineData("found intact", false)]
    [InlineData("before it was proven", false)]
    [InlineData("at another path", false)]
    [InlineData("at a path that ends alike", false)]
    [InlineData("of other content", false)]
    public async Task Run_CallsAbsentWhatWasReadSinceOnSomeDriveAndFoundDamaged(string read, bool isAbsent)
    {
        LaidMedia there = _shop.Lay(_shop.Take(), DriveB)[0];
        Manifest manifest = there.Manifests[0].With(SomeMedia.Proof(read == "found intact" ? Verdict.Intact : Verdict.Damaged, at: SurveyedShop.Now.AddDays(read == "before it was proven" ? -2 : 0)));
        string path = there.Held.Files[0].Path;
        path = read switch { "at another path" => Path.GetFileName(path), "at a path that ends alike" => "1" + path, _ => path };
        string file = Path.Combine(_shop.Laid.Disk(9), path);
        _shop.Laid.Catalog.RecordVerified([manifest with { Sha256 = read == "of other content" ? new string('a', 64) : manifest.Sha256, Media = manifest.Media with { Path = file } }]);

        HeldMedia held = Assert.Single(await RunAsync([SurveyedShop.Hq, DriveA]));

        Assert.Equal(isAbsent, held.IsAbsent);
    }

    [Fact]
    public async Task Run_CallsAbsentWhatLiesAtATargetThatWasNotReached_AndKnowsItsSets()
    {
        BackupSet set = _shop.Take();
        _shop.Lay(set, SurveyedShop.Hq, DriveB);

        HeldMedia[] unseen = await RunAsync([]);

        Assert.Equal(2, unseen.Length);
        RequireAbsent(unseen[0], SurveyedShop.Hq);
        RequireAbsent(unseen[1], DriveB);
        Assert.All(unseen, held => Assert.Equal([set.SetGuid], held.Sets.Select(one => one.SetGuid)));
    }

    [Fact]
    public async Task Run_CallsAbsentWhatATargetDoesNotShow()
    {
        BackupSet set = _shop.Take();
        LaidMedia[] laid = [.. _shop.Lay(set, SurveyedShop.Hq), .. _shop.Lay(_shop.Take(), SurveyedShop.Hq)];

        RequireAbsent(Assert.Single(await RunAsync([SurveyedShop.Hq, DriveA], seen: [laid[0].Held])), SurveyedShop.Hq);
    }

    [Fact]
    public async Task Run_LeavesOutWhatWasBegunToBeRemoved()
    {
        await _shop.Laid.BeginAsync(_shop.Lay(_shop.Take(), SurveyedShop.Hq)[0]);

        Assert.Empty(await RunAsync([SurveyedShop.Hq]));
    }

    [Fact]
    public async Task Run_LeavesOutWhatWasProvenWhereTheTargetNoLongerLeads()
    {
        _shop.Lay(_shop.Take(), SurveyedShop.Hq);

        Assert.Empty(await RunAsync([], targets: [new SftpDefinition { Name = "hq", Endpoint = new SshEndpoint { Host = "elsewhere", User = "nobody" } }]));
        Assert.Empty(await RunAsync([], targets: []));
    }

    [Fact]
    public async Task Run_LeavesOutWhatIsOfAnotherStore()
    {
        _shop.Lay(_shop.Take(), SurveyedShop.Hq);
        _shop.Laid.Record();

        Assert.Empty(await RunRecordedAsync([], seen: [], store: "0043"));
    }

    [Fact]
    public async Task Run_FindsATargetThatIsWrittenWithOtherCapitalsNow()
    {
        LaidMedia there = _shop.Lay(_shop.Take(), SurveyedShop.Hq)[0];

        Assert.Single(await RunAsync([], targets: [LaidShop.Define("HQ")]));
        Assert.Empty(await RunAsync([new RetentionPlace("HQ")], targets: [LaidShop.Define("HQ")], seen: [there.Held with { Place = new RetentionPlace("HQ") }]));
    }

    [Fact]
    public async Task Run_TellsTheSetsOfAnOldRecordByWhatLiesElsewhere()
    {
        BackupSet set = _shop.Take();
        LaidMedia[] laid = _shop.Lay(set, RetentionPlace.Here, SurveyedShop.Hq);
        _shop.Laid.Record();
        _shop.Laid.Catalog.Record(Assert.Single(_shop.Laid.Catalog.Copies()) with { Sets = [] });

        Assert.Empty(await RunRecordedAsync([], seen: []));
        Assert.Equal([set], Assert.Single(await RunRecordedAsync([], seen: [laid[0].Held])).Sets);
    }

    private static void RequireAbsent(HeldMedia held, RetentionPlace place)
    {
        Assert.Equal((place, true, null), (held.Place, held.IsAbsent, held.ProvenAt));
        Assert.NotNull(held.Doubt);
    }

    private Task<HeldMedia[]> RunAsync(RetentionPlace[] places, HeldMedia[]? seen = null, TargetDefinition[]? targets = null, DateTimeOffset? provenSince = null)
    {
        _shop.Laid.Record();
        return RunRecordedAsync(places, seen ?? [], targets, provenSince);
    }

    private async Task<HeldMedia[]> RunRecordedAsync(RetentionPlace[] places, HeldMedia[] seen, TargetDefinition[]? targets = null, DateTimeOffset? provenSince = null, string store = LaidShop.Store)
    {
        var unseen = new UnseenCopies(_shop.Laid.Catalog.Copies(), _shop.Laid.Catalog.ReadBacks(), targets ?? [.. _shop.Options.Targets], store, provenSince ?? SurveyedShop.Now.AddDays(-35));
        return [.. unseen.Run(seen, places, await _shop.AuditAsync())];
    }
}
