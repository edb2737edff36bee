using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Transfers;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Retention.Planning;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Tests.Retention.Hiding;
using PosBackup.Engine.Tests.Retention.Surveys;
using PosBackup.Engine.Tests.Support;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Engine.Tests.Retention;

public sealed class RetentionRunnerTests : IDisposable
{
    private static readonly RetentionPlace Far = new("far");

    private readonly SurveyedShop _shop = new("hq", "far");

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Run_RemovesWhatNobodyAsksFor_HereFirst()
    {
        LayTwo();

        RetentionReport report = await _shop.RunAsync();

        Assert.Equal([("here", RetentionOutcome.Succeeded, 1), ("hq", RetentionOutcome.Succeeded, 1), ("far", RetentionOutcome.Succeeded, 1)], report.Places.Select(place => (place.Place.ToString(), place.Outcome, place.Removals.Count)));
        Assert.Equal(([2], [2], [2]), (_shop.In(RetentionPlace.Here), _shop.In(SurveyedShop.Hq), _shop.In(Far)), Same);
        Assert.All(report.Places, place => Assert.Empty(place.Notes));
        Assert.Equal((SurveyedShop.Now, SurveyedShop.Now), (report.StartedAt, report.FinishedAt));
    }

    [Fact]
    public async Task Plan_ChangesNothing_AndSaysThatItComparedNoClocks()
    {
        LayTwo();
        _shop.Laid.Clocks["hq"] = SurveyedShop.Now.AddYears(1);

        RetentionReport report = await _shop.PlanAsync();

        Assert.All(report.Places, place => Assert.Equal((RetentionOutcome.Succeeded, 1, 0), (place.Outcome, place.Plan!.Removed.Count(), place.Removals.Count)));
        Assert.All(report.Places, place => Assert.Equal("the clock here was not compared with that of hq, far: it takes a small file there, and this was only a plan", Assert.Single(place.Notes).Message));
        Assert.Equal(([1, 2], [1, 2], [1, 2]), (_shop.In(RetentionPlace.Here), _shop.In(SurveyedShop.Hq), _shop.In(Far)), Same);
    }

    [Fact]
    public async Task PlanAndRun_SayThatOnlyTheClockHereTellsTheTime_WhereNoTargetCanBeAsked()
    {
        LayTwo();
        _shop.Options = _shop.Options with { Targets = [LaidShop.Define("hq", appendOnly: true)] };

        Assert.StartsWith("nothing but the clock here tells the time: hq may only be added to", Assert.Single((await _shop.PlanAsync()).Places[0].Notes).Message, StringComparison.Ordinal);
        Assert.StartsWith("nothing but the clock here tells the time: hq may only be added to", Assert.Single((await _shop.RunAsync()).Places[0].Notes).Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Plan_SaysWhatToDoAboutALinkInThePlaceOfAFile()
    {
        LayTwo();
        string path = _shop.Laid.Media[0].Held.Files[0].Path;
        string elsewhere = Path.Combine(_shop.Laid.Disk(9), "moved.bak");
        Directory.CreateDirectory(_shop.Laid.Disk(9));
        File.Move(path, elsewhere);
        File.CreateSymbolicLink(path, elsewhere);

        RetentionRefusal refusal = Assert.Single((await _shop.PlanAsync()).Places[0].Plan!.Refusals);

        Assert.Equal((RefusalReason.Doubt, $"{path}: {LinkedMedia.What}", LinkedMedia.Hint), (refusal.Reason, refusal.Message, refusal.Hint));
    }

    [Fact]
    public async Task Plan_SaysNothingOfClocksWhereNothingGoes()
    {
        _shop.Lay(_shop.Take(), RetentionPlace.Here, SurveyedShop.Hq, Far);

        Assert.All((await _shop.PlanAsync()).Places, place => Assert.Empty(place.Notes));
    }

    /// <summary>A plan with what somebody acknowledges is the plan of the run with it, in its words as well.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task PlanAndRun_SayNothingOfAClockThatIsAcknowledgedWithThem(bool isRun, bool isAcknowledged)
    {
        LayTwo();
        BackupSet newest = _shop.Take();
        _shop.Lay(newest, RetentionPlace.Here);
        _shop.Clock.Advance(TimeSpan.FromDays(60));
        _shop.Options = _shop.Options with { Places = [RetentionOptions.Here], Acknowledged = isAcknowledged ? new HashSet<Guid> { newest.SetGuid } : [] };

        RetentionReport report = isRun ? await _shop.RunAsync() : await _shop.PlanAsync();

        Assert.Equal(!isAcknowledged, report.Places[0].Notes.Any(note => note.Message.Contains("may have jumped", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PlanAndRun_SayWhatWouldGoFromHereButForItsCopies(bool isRun)
    {
        _shop.Lay(_shop.Take(), RetentionPlace.Here, SurveyedShop.Hq);
        _shop.Lay(_shop.Take(), RetentionPlace.Here, SurveyedShop.Hq, Far);
        _shop.Options = _shop.Options with { Policy = SurveyedShop.KeepOne with { Copies = 2 }, PolicyOf = _ => SurveyedShop.KeepOne with { Copies = 2 } };

        RetentionReport report = isRun ? await _shop.RunAsync() : await _shop.PlanAsync();

        RetentionNote note = Assert.Single(report.Places[0].Notes);
        Assert.Matches("^1 media sets with [1-9][0-9]* bytes would go from here, and wait for copies elsewhere: 1 of 2 proven since ", note.Message);
        Assert.Contains("'posbackup sync'", note.Hint, StringComparison.Ordinal);
        Assert.Equal([1, 2], _shop.In(RetentionPlace.Here));
    }

    [Fact]
    public async Task Run_RemovesNothingAnywhereWhereOneClockDisagrees()
    {
        LayTwo();
        _shop.Laid.Clocks["far"] = SurveyedShop.Now.AddDays(-2);

        RetentionReport report = await _shop.RunAsync();

        Assert.All(report.Places, place => Assert.Equal((RetentionOutcome.Refused, RefusalReason.Clock), (place.Outcome, Assert.Single(place.Plan!.Refusals).Reason)));
        Assert.All(report.Places, place => Assert.Contains("that of far says", place.Plan!.Refusals[0].Message, StringComparison.Ordinal));
        Assert.Equal(([1, 2], [1, 2], [1, 2]), (_shop.In(RetentionPlace.Here), _shop.In(SurveyedShop.Hq), _shop.In(Far)), Same);

        _shop.Options = _shop.Options with { Targets = [.. _shop.Options.Targets.Select(target => target with { IgnoreClock = target.Name == "far" })] };
        await _shop.RunAsync();
        Assert.Equal(([2], [2], [2]), (_shop.In(RetentionPlace.Here), _shop.In(SurveyedShop.Hq), _shop.In(Far)), Same);
    }

    /// <summary>It is known to the runs of the next days by the log; a plan writes nothing, and a second run of a day says it once.</summary>
    [Fact]
    public async Task Run_WritesDownThatTooMuchWouldGo_AndLetsItGoOnTheSeventhDay()
    {
        using var shop = new SurveyedShop();
        for (int day = 0; day < 3; day++)
            shop.Lay(shop.Take(), RetentionPlace.Here);

        for (int day = 1; day < RemovalLimit.DaysToPass; day++)
        {
            Assert.Equal(RefusalReason.TooMuch, Assert.Single((await shop.PlanAsync()).Places[0].Plan!.Refusals).Reason);
            Assert.Equal(RetentionOutcome.Refused, Assert.Single((await shop.RunAsync()).Places).Outcome);
            Assert.Equal(RetentionOutcome.Refused, Assert.Single((await shop.RunAsync()).Places).Outcome);
            Assert.Equal(day, (await shop.AuditAsync()).Refused.Count);
            shop.Clock.Advance(TimeSpan.FromDays(1));
        }

        PlaceResult passed = Assert.Single((await shop.RunAsync()).Places);

        Assert.Equal((RetentionOutcome.Succeeded, 2), (passed.Outcome, passed.Removals.Count));
        Assert.Contains("this was refused on 6 days", Assert.Single(passed.Notes).Message, StringComparison.Ordinal);
        Assert.Equal([3], shop.In(RetentionPlace.Here));
        Assert.Empty((await shop.AuditAsync()).Refused);
    }

    [Fact]
    public async Task Run_GoesOnWhereATargetIsNotReached()
    {
        LayTwo();
        _shop.Laid.Veils["hq"].CallsLeft = 0;

        RetentionReport report = await _shop.RunAsync();

        Assert.Equal([("here", RetentionOutcome.Succeeded), ("far", RetentionOutcome.Succeeded), ("hq", RetentionOutcome.Failed)], report.Places.Select(place => (place.Place.ToString(), place.Outcome)));
        Assert.Equal(([2], [1, 2], [2]), (_shop.In(RetentionPlace.Here), _shop.In(SurveyedShop.Hq), _shop.In(Far)), Same);
    }

    [Fact]
    public async Task Run_GoesOnElsewhereWhereOnePlaceFailsInAWayThatNobodyHasForeseen()
    {
        LayTwo();
        _shop.Laid.Veils["hq"].IsBroken = true;

        RetentionReport report = await _shop.RunAsync();

        Assert.Equal([("here", RetentionOutcome.Succeeded), ("hq", RetentionOutcome.Failed), ("far", RetentionOutcome.Succeeded)], report.Places.Select(place => (place.Place.ToString(), place.Outcome)));
        Assert.Equal(ErrorCode.Unknown, report.Places[1].Code);
        Assert.Contains("in a bad mood", report.Places[1].Message, StringComparison.Ordinal);
        Assert.Equal(([2], [1, 2], [2]), (_shop.In(RetentionPlace.Here), _shop.In(SurveyedShop.Hq), _shop.In(Far)), Same);
    }

    [Fact]
    public async Task Run_FailsWhereATargetAcknowledgesDeletionsAndDeletesNothing()
    {
        LayTwo();
        _shop.Laid.Veils["hq"].IsWriteOnce = true;

        PlaceResult hq = (await _shop.RunAsync()).Places[1];

        Assert.Equal((RetentionOutcome.Failed, RemovalOutcome.Failed, 0L), (hq.Outcome, Assert.Single(hq.Removals).Outcome, hq.FreedBytes));
        Assert.Contains("was acknowledged, and the file is still there", hq.Removals[0].Message, StringComparison.Ordinal);
        Assert.Equal([1, 2], _shop.In(SurveyedShop.Hq));
        Assert.Equal(2, _shop.Laid.Catalog.Copies("hq").Count);
        Assert.Equal(AuditKind.Interrupted, await _shop.Laid.Log.ReadAsync().Where(record => record.Entry.Place == SurveyedShop.Hq).Select(record => record.Entry.Kind).LastAsync());
    }

    [Fact]
    public async Task Run_TakesTwoDefinitionsOfOneAddressForOnePlace()
    {
        LayTwo();
        TargetDefinition far = LaidShop.Define("far");
        _shop.Options = _shop.Options with { Targets = [LaidShop.Define("hq"), (SftpDefinition)far with { Path = "./hq/" }], Policy = SurveyedShop.KeepOne with { Copies = 2 } };

        RetentionReport report = await _shop.RunAsync();

        Assert.Equal([1, 2], _shop.In(RetentionPlace.Here));
        Assert.Contains("leads to where target 'hq' does", report.Places.Single(place => place.Place == Far).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "ships it again")]
    [InlineData(1, "ships it again")]
    [InlineData(2, "copies that are needed for that stay")]
    public async Task Plan_SaysWhereATargetIsToKeepLessThanHere(int copies, string said)
    {
        LayTwo();
        _shop.Options = _shop.Options with { Policy = SurveyedShop.KeepOne with { KeepLast = 9, Copies = copies }, PolicyOf = target => SurveyedShop.KeepOne with { KeepLast = target == "hq" ? 1 : 9 } };

        RetentionReport report = await _shop.PlanAsync();

        Assert.Contains("hq: it is to keep less than here (keepLast)", report.Places[1].Notes[^1].Message, StringComparison.Ordinal);
        Assert.Contains(said, report.Places[1].Notes[^1].Message, StringComparison.Ordinal);
        Assert.DoesNotContain(report.Places[2].Notes, note => note.Message.Contains("less than here", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sync_ShipsAgainWhatATargetThatKeepsLessHasLetGo()
    {
        LayTwo();
        _shop.Options = _shop.Options with { Policy = SurveyedShop.KeepOne with { KeepLast = 9 } };
        await _shop.RunAsync();
        var sync = new SyncRunner(_shop.Laid.Catalog, _shop.Laid, _shop.Laid.Journals, _shop.Clock);

        PlannedSync planned = (await sync.PlanAsync(new SyncOptions { Store = LaidShop.Store, Targets = [_shop.Options.Targets[0]] }, NullObserver.Instance))[0];

        Assert.Equal(SyncAction.Upload, Assert.Single(planned.Plan!.Items).Action);
    }

    [Fact]
    public async Task Run_CountsNoCopyAtATargetThatWasNotReached()
    {
        BackupSet old = _shop.Take();
        _shop.Lay(old, RetentionPlace.Here, SurveyedShop.Hq);
        _shop.Lay(_shop.Take(), RetentionPlace.Here, SurveyedShop.Hq, Far);
        _shop.Options = _shop.Options with { Policy = SurveyedShop.KeepOne with { Copies = 1 } };
        _shop.Laid.Veils["hq"].CallsLeft = 0;

        await _shop.RunAsync();

        Assert.Equal([1, 2], _shop.In(RetentionPlace.Here));
    }

    [Theory]
    [InlineData("not reached")]
    [InlineData("not listed")]
    public async Task Run_KeepsWhatIsNeededByCopiesThatWereNotSeen(string what)
    {
        BackupSet full = _shop.Take();
        BackupSet differential = _shop.Take(BackupKind.Differential);
        _shop.Lay(full, Far);
        LaidMedia hidden = _shop.Lay(differential, SurveyedShop.Hq)[0];
        LayNewest();
        PromiseAMonthTogether();
        if (what == "not reached")
            _shop.Laid.Veils["hq"].CallsLeft = 0;
        else
            _shop.Laid.Veils["hq"].Unlisted.Add(Engine.Targets.TargetPath.Parse(hidden.Held.Files[0].Path));

        await _shop.RunAsync();

        Assert.Equal([1, 3], _shop.In(Far));
    }

    [Fact]
    public async Task Run_KeepsWhatNeedsCopiesThatWereNotSeen()
    {
        BackupSet full = _shop.Take();
        BackupSet differential = _shop.Take(BackupKind.Differential);
        _shop.Lay(full, SurveyedShop.Hq);
        _shop.Lay(differential, Far);
        LayNewest();
        PromiseAMonthTogether();
        _shop.Laid.Veils["hq"].CallsLeft = 0;

        await _shop.RunAsync();

        Assert.Equal([2, 3], _shop.In(Far));
    }

    [Fact]
    public async Task Run_TakesWhatIsNotSeenHereForNoPlaceThatHasIt()
    {
        BackupSet full = _shop.Take();
        BackupSet differential = _shop.Take(BackupKind.Differential);
        LaidMedia[] fulls = _shop.Lay(full, RetentionPlace.Here, SurveyedShop.Hq);
        LaidMedia[] differentials = _shop.Lay(differential, RetentionPlace.Here, Far);
        LayNewest();
        PromiseAMonthTogether();
        _shop.Laid.Record();
        File.Delete(fulls[0].Held.Files[0].Path);
        File.Delete(differentials[0].Held.Files[0].Path);

        await _shop.RunAsync();

        Assert.Equal(([1, 3], [2, 3]), (_shop.In(SurveyedShop.Hq), _shop.In(Far)), SamePair);
    }

    [Fact]
    public async Task Run_KeepsTheWayIntoALogThatOnlyAllPlacesTogetherHave_AlsoBeforeTheFullThatIsInIt()
    {
        _shop.Lay(_shop.Take(), SurveyedShop.Hq);
        _shop.Lay(_shop.Take(), RetentionPlace.Here);
        _shop.Lay(_shop.Take(BackupKind.Log), Far);
        LayNewest();
        _shop.Options = _shop.Options with { Policy = SurveyedShop.KeepOne with { Window = TimeSpan.FromHours(60) } };

        await _shop.RunAsync();

        Assert.Equal(([2, 4], [1, 4], [3, 4]), (_shop.In(RetentionPlace.Here), _shop.In(SurveyedShop.Hq), _shop.In(Far)), Same);
    }

    [Fact]
    public async Task Run_FindsItsTargetsAlsoWhenTheyAreWrittenWithOtherCapitalsNow()
    {
        LayTwo();
        _shop.Options = _shop.Options with { Targets = [LaidShop.Define("HQ"), LaidShop.Define("Far")], Policy = SurveyedShop.KeepOne with { Copies = 2 } };

        RetentionReport report = await _shop.RunAsync();

        Assert.Equal([("here", 1), ("HQ", 1), ("Far", 1)], report.Places.Select(place => (place.Place.ToString(), place.Removals.Count)));
        Assert.Equal(([2], [2], [2]), (_shop.In(RetentionPlace.Here), _shop.In(SurveyedShop.Hq), _shop.In(Far)), Same);
        Assert.Equal(2, _shop.Laid.Catalog.Copies().Count);
    }

    [Fact]
    public async Task Run_TakesAFileInTheFolderOfATargetForNothingHere()
    {
        LayTwo();
        _shop.Laid.LocalFolders["hq"] = _shop.Laid.Disk(9);
        Manifest there = _shop.Laid.Media.First(laid => laid.Place == SurveyedShop.Hq).Manifests[0];
        string path = Path.Combine(_shop.Laid.Disk(9), there.Media.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "it");
        _shop.Laid.Catalog.Record([there with { Media = there.Media with { Path = path } }]);
        _shop.Options = _shop.Options with { Places = ["here"], Policy = SurveyedShop.KeepOne with { Copies = 2 } };

        PlaceResult here = Assert.Single((await _shop.RunAsync()).Places);

        Assert.Equal([2], _shop.In(RetentionPlace.Here));
        Assert.True(File.Exists(path));
        Assert.Contains("1 of the files that the catalog expects lie in the folder of a target", Assert.Single(here.Notes).Message, StringComparison.Ordinal);
    }

    /// <summary>The root of the disk on which the backups lie may be a target: they are judged here, and a copy there is another.</summary>
    [Fact]
    public async Task Run_JudgesHereWhatLiesInTheFolderOfATargetButNotWhereCopiesLie()
    {
        LayTwo();
        _shop.Laid.LocalFolders["hq"] = Path.GetDirectoryName(_shop.Laid.Disk(1))!;
        _shop.Options = _shop.Options with { Policy = SurveyedShop.KeepOne with { Copies = 2 } };

        RetentionReport report = await _shop.RunAsync();

        Assert.Equal([2], _shop.In(RetentionPlace.Here));
        Assert.DoesNotContain(report.Places[0].Notes, note => note.Message.Contains("in the folder of a target", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_TakesNoFolderForTwoPlaces()
    {
        LayTwo();
        foreach (string target in (string[])["hq", "far"])
            _shop.Laid.LocalFolders[target] = _shop.Laid.Disk(9);
        _shop.Options = _shop.Options with { Policy = SurveyedShop.KeepOne with { Copies = 2 } };

        RetentionReport report = await _shop.RunAsync();

        Assert.Equal([1, 2], _shop.In(RetentionPlace.Here));
        PlaceResult far = report.Places.Single(place => place.Place == Far);
        Assert.Equal((RetentionOutcome.Failed, ErrorCode.TargetFileInvalid), (far.Outcome, far.Code));
        Assert.Contains("leads to the folder of hq", far.Message, StringComparison.Ordinal);
    }

    /// <summary>Somebody verified the copy there and found damage, or mixed files up: shipping reads it back and sends it again.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_UnprovesWhatAManifestAtATargetDisproves_AndAPlanOnlyTellsIt(bool isDamaged)
    {
        LayTwo();
        LaidMedia[] there = [.. _shop.Laid.Media.Where(laid => laid.Place == SurveyedShop.Hq)];
        Manifest manifest = isDamaged ? there[1].Manifests[0].With(SomeMedia.Proof(Verdict.Damaged, at: SurveyedShop.Now.AddHours(-1))) : there[0].Manifests[0];
        new MemoryBehind(_shop.Laid.StoreOf(SurveyedShop.Hq)).Write(RepositoryLayout.ManifestOf(TargetPath.Parse(there[1].Held.Files[0].Path)), ManifestStore.Format(manifest));

        RetentionReport plan = await _shop.PlanAsync();
        Assert.All(_shop.Laid.Catalog.Copies("hq"), copy => Assert.True(copy.IsProven));
        await _shop.RunAsync();

        RetentionNote note = Assert.Single(plan.Places.Single(place => place.Place == SurveyedShop.Hq).Notes, note => note.Code == ErrorCode.CopyCorrupt);
        Assert.Contains(there[1].Held.Files[0].Path, note.Message, StringComparison.Ordinal);
        Assert.Equal([there[1].Held.Files[0].Path], _shop.Laid.Catalog.Copies("hq").Where(copy => !copy.IsProven).Select(copy => copy.Path));
    }

    /// <summary>The manifest may not have been writable, or be that of before.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_UnprovesForGoodWhatWasReadBackThereAndFoundDamaged_AndAPlanOnlyTellsIt(bool isWrittenBeside)
    {
        LayTwo();
        LaidMedia there = _shop.Laid.Media.Last(laid => laid.Place == SurveyedShop.Hq);
        _shop.Laid.LocalFolders["hq"] = _shop.Laid.Disk(9);
        Manifest damaged = _shop.Laid.ReadBack(there, _shop.Laid.Disk(9), Verdict.Damaged, SurveyedShop.Now.AddHours(-1));
        if (isWrittenBeside)
            new MemoryBehind(_shop.Laid.StoreOf(SurveyedShop.Hq)).Write(RepositoryLayout.ManifestOf(TargetPath.Parse(there.Held.Files[0].Path)), ManifestStore.Format(damaged));

        RetentionReport plan = await _shop.PlanAsync();
        Assert.All(_shop.Laid.Catalog.Copies("hq"), copy => Assert.True(copy.IsProven));
        await _shop.RunAsync();

        RetentionNote note = Assert.Single(plan.Places.Single(place => place.Place == SurveyedShop.Hq).Notes, note => note.Code == ErrorCode.CopyCorrupt);
        Assert.Contains(there.Held.Files[0].Path, note.Message, StringComparison.Ordinal);
        Assert.Equal([there.Held.Files[0].Path], _shop.Laid.Catalog.Copies("hq").Where(copy => !copy.IsProven).Select(copy => copy.Path));
    }

    /// <summary>Damage was found on drive A; then B takes its turn, and nobody can look at A again.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_KeepsTheOnlyGoodFile_WhereItsCopyOnADriveThatIsOutWasFoundDamaged(bool isInAtTheNextRun)
    {
        using var shop = new SurveyedShop("usb");
        var drive = new RetentionPlace("usb", "A");
        LaidMedia rotten = shop.Lay(shop.Take(), RetentionPlace.Here, drive)[1];
        shop.Lay(shop.Take(), RetentionPlace.Here, drive);
        shop.Options = shop.Options with { Policy = SurveyedShop.KeepOne with { Copies = 1 }, PolicyOf = _ => SurveyedShop.KeepOne with { KeepLast = 2 } };
        shop.Laid.LocalFolders["usb"] = shop.Laid.Disk(9);
        Manifest damaged = shop.Laid.ReadBack(rotten, shop.Laid.Disk(9), Verdict.Damaged, SurveyedShop.Now.AddHours(-1));
        new MemoryBehind(shop.Laid.StoreOf(drive)).Write(RepositoryLayout.ManifestOf(TargetPath.Parse(rotten.Held.Files[0].Path)), ManifestStore.Format(damaged));
        shop.Laid.Record();
        shop.Laid.Media.RemoveAll(laid => laid.Place == drive);
        if (isInAtTheNextRun)
            await shop.RunAsync();
        shop.Laid.MediaIn["usb"] = "B";

        await shop.RunAsync();

        Assert.Equal([1, 2], shop.In(RetentionPlace.Here));
        Assert.Equal(isInAtTheNextRun, shop.Laid.Catalog.Copies("usb").Any(copy => !copy.IsProven));
    }

    [Fact]
    public async Task Run_KeepsTheCopiesOfAFileThatIsStillHere()
    {
        LayTwo();
        Protect(1);

        RetentionReport report = await _shop.RunAsync();

        Assert.Equal(([1, 2], [1, 2], [1, 2]), (_shop.In(RetentionPlace.Here), _shop.In(SurveyedShop.Hq), _shop.In(Far)), Same);
        Assert.Equal([(RetentionOutcome.Failed, RemovalOutcome.Left), (RetentionOutcome.Succeeded, RemovalOutcome.NotTried), (RetentionOutcome.Succeeded, RemovalOutcome.NotTried)], report.Places.Select(place => (place.Outcome, Assert.Single(place.Removals).Outcome)));
        Assert.Contains("write-protected", report.Places[1].Removals[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_KeepsWhatAFileThatIsStillHereIsRestoredOn_AlsoWhereThatLiesElsewhereOnly()
    {
        _shop.Lay(_shop.Take(), SurveyedShop.Hq);
        _shop.Lay(_shop.Take(BackupKind.Differential), RetentionPlace.Here, Far);
        LayNewest();
        _shop.Laid.Record();
        Protect(2);

        RetentionReport report = await _shop.RunAsync();

        Assert.Equal(([2, 3], [1, 3], [2, 3]), (_shop.In(RetentionPlace.Here), _shop.In(SurveyedShop.Hq), _shop.In(Far)), Same);
        Assert.Contains("a file that is still here needs it", Assert.Single(report.Places[1].Removals).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_KeepsACopyThatWasApproved_WhereTheFileHereWasNot()
    {
        LayTwo();
        _shop.Options = _shop.Options with { Approved = new HashSet<ApprovedRemoval> { new(SurveyedShop.Hq, _shop.Laid.Media[0].Held.MediaSetId) } };

        RetentionReport report = await _shop.RunAsync();

        Assert.Equal(([1, 2], [1, 2], [1, 2]), (_shop.In(RetentionPlace.Here), _shop.In(SurveyedShop.Hq), _shop.In(Far)), Same);
        Assert.Contains("it was not approved", report.Places[1].Removals[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfOneDatabase_LeavesMediaOnWhichAnotherLiesToo()
    {
        BackupSet shop = _shop.Take();
        BackupSet stock = _shop.Take(database: "Stock") with { Position = 2, FamilyGuid = Guid.NewGuid() };
        LaidMedia shared = _shop.Laid.Lay(RetentionPlace.Here, new Guid(77, 1, 1, new byte[8]), 1, [shop, stock], Verdict.Intact, SurveyedShop.Now.AddDays(-1), disk: 7);
        _shop.Lay(_shop.Take(), RetentionPlace.Here);
        _shop.Lay(_shop.Take(), RetentionPlace.Here);
        _shop.Lay(_shop.Take(database: "Stock") with { FamilyGuid = stock.FamilyGuid }, RetentionPlace.Here);
        _shop.Options = _shop.Options with { Databases = ["Shop"], Policy = SurveyedShop.KeepOne with { MaximumDelete = 1 } };

        PlaceResult here = (await _shop.RunAsync()).Places[0];

        Assert.Equal([77, 2, 3], _shop.In(RetentionPlace.Here));
        Assert.Single(here.Removals);
        Assert.Contains(here.Plan!.Kept, decision => decision.Media.MediaSetId == shared.Held.MediaSetId);
    }

    private static bool Same((int[], int[], int[]) one, (int[], int[], int[]) other) => one.Item1.SequenceEqual(other.Item1) && one.Item2.SequenceEqual(other.Item2) && one.Item3.SequenceEqual(other.Item3);

    private static bool SamePair((int[], int[]) one, (int[], int[]) other) => one.Item1.SequenceEqual(other.Item1) && one.Item2.SequenceEqual(other.Item2);

    private void LayTwo()
    {
        _shop.Lay(_shop.Take(), RetentionPlace.Here, SurveyedShop.Hq, Far);
        _shop.Lay(_shop.Take(), RetentionPlace.Here, SurveyedShop.Hq, Far);
    }

    /// <summary>Write-protects the file here of a media set: somebody may want to keep it.</summary>
    private void Protect(int number) => File.SetAttributes(_shop.Laid.Media.Single(laid => laid.Place.IsHere && laid.Held.MediaSetId.ToByteArray()[0] == number).Held.Files[0].Path, FileAttributes.ReadOnly);

    private void LayNewest() => _shop.Lay(_shop.Take(), RetentionPlace.Here, SurveyedShop.Hq, Far);

    /// <summary>All places together keep a month, each target its newest full only.</summary>
    private void PromiseAMonthTogether() => _shop.Options = _shop.Options with { Policy = SurveyedShop.KeepOne with { Window = TimeSpan.FromDays(30) } };
}
