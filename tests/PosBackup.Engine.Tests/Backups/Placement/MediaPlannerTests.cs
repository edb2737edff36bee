using PosBackup.Engine.Backups;
using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Tests.Backups.Placement;

public sealed class MediaPlannerTests
{
    private static readonly MediaRequest Request = new()
    {
        Mode = BackupMode.NewFile,
        Database = "Shop",
        Family = Some.Family,
        Kind = BackupKind.Full,
        Folder = "/backup",
        Mark = new Guid("0123abcd-4567-89ab-cdef-0123456789ab"),
        Now = Some.Now,
    };

    private static readonly MediaRequest Append = Request with { Mode = BackupMode.Append };

    private static readonly MediaRequest Overwrite = Request with { Mode = BackupMode.Overwrite };

    private static readonly MediaState Ours = new()
    {
        Files = ["/backup/Shop_full_20261120_120000_aaaaaaaa.bak"],
        IsOurs = true,
        Families = new HashSet<Guid> { Some.Family },
        Databases = ["Shop"],
        Sets = new HashSet<Guid> { Some.FullGuid },
        Bytes = 1 << 20,
        OldestAt = Some.Now - TimeSpan.FromDays(1),
    };

    [Fact]
    public void Plan_GivesEverySetAFileOfItsOwn()
    {
        MediaPlan plan = MediaPlanner.Plan(Request, media: null);

        Assert.Equal(Placing.New, plan.Placing);
        Assert.Equal(["/backup/Shop_full_20261121_120000_0123abcd.bak"], plan.Files);
        Assert.Equal(plan.Files, plan.Written);
        Assert.Null(plan.RollOver);
    }

    [Fact]
    public void Plan_SpreadsASetOverStripes() => Assert.Equal(
        [@"D:\b\Shop_full_20261121_120000_0123abcd_1of3.bak", @"D:\b\Shop_full_20261121_120000_0123abcd_2of3.bak", @"D:\b\Shop_full_20261121_120000_0123abcd_3of3.bak"],
        MediaPlanner.Plan(Request with { Folder = @"D:\b", Stripes = 3 }, media: null).Files);

    [Fact]
    public void Plan_TakesTheFileThatWasNamed() =>
        Assert.Equal(["/x/till.bak"], MediaPlanner.Plan(Request with { MediaFile = "/x/till.bak" }, MediaState.Nothing("/x/till.bak")).Files);

    [Fact]
    public void Plan_NamesTheStripesOfAFileThatWasNamed() => Assert.Equal(
        ["/x/till_1of2.bak", "/x/till_2of2.bak"],
        MediaPlanner.Plan(Request with { MediaFile = "/x/till.bak", Stripes = 2 }, media: null).Files);

    [Fact]
    public void Plan_NeverWritesIntoAFileThatIsThereUnasked() =>
        Assert.Equal(ErrorCode.InvalidOption, Assert.Throws<PosBackupException>(() => MediaPlanner.Plan(Request with { MediaFile = "/x/till.bak" }, Ours)).Code);

    [Fact]
    public void Append_AddsToMediaOfOurs()
    {
        MediaPlan plan = MediaPlanner.Plan(Append, Ours);

        Assert.Equal(Placing.Append, plan.Placing);
        Assert.Equal(Ours.Files, plan.Written);
        Assert.Null(plan.RollOver);
    }

    [Fact]
    public void Append_BeginsTheFileThatWasNamed()
    {
        MediaPlan plan = MediaPlanner.Plan(Append with { MediaFile = "/x/till.bak" }, MediaState.Nothing("/x/till.bak"));

        Assert.Equal((Placing.New, "/x/till.bak"), (plan.Placing, plan.Files[0]));
        Assert.Null(plan.RollOver);
    }

    [Fact]
    public void Append_RollsOverWithoutMedia() => AssertRollsOver(RollOverReason.NoMedia, Append, media: null);

    [Fact]
    public void Append_RollsOverFromMediaOfAnotherTool() => AssertRollsOver(RollOverReason.NotOurs, Append, Ours with { IsOurs = false });

    [Fact]
    public void Append_RollsOverFromAnotherDatabase() =>
        AssertRollsOver(RollOverReason.OtherFamily, Append, Ours with { Families = new HashSet<Guid> { Some.Family, Guid.NewGuid() } });

    [Fact]
    public void Append_RollsOverWhenTheFamilyIsHidden() => AssertRollsOver(RollOverReason.OtherFamily, Append with { Family = null }, Ours);

    [Fact]
    public void Append_RollsOverWhenCompressionDiffers()
    {
        AssertRollsOver(RollOverReason.OtherCompression, Append with { Compress = true }, Ours);
        AssertRollsOver(RollOverReason.OtherCompression, Append, Ours with { IsCompressed = true });
    }

    [Fact]
    public void Append_RollsOverWhenStripesDiffer() => AssertRollsOver(RollOverReason.OtherStripes, Append with { Stripes = 2 }, Ours);

    [Fact]
    public void Append_RollsOverWhenBlocksDiffer() => AssertRollsOver(RollOverReason.OtherBlockSize, Append with { BlockSize = 65536 }, Ours with { BlockSize = 4096 });

    [Fact]
    public void Append_RollsOverForEncryption()
    {
        AssertRollsOver(RollOverReason.Encryption, Append with { Encrypt = true }, Ours);
        AssertRollsOver(RollOverReason.Encryption, Append, Ours with { IsEncrypted = true });
    }

    [Fact]
    public void Append_RollsOverFromUnreadableMedia() => AssertRollsOver(RollOverReason.Unreadable, Append, Ours with { Unreadable = "its set 2 is unfinished" });

    [Fact]
    public void Append_RollsOverAtTheCapOfSets()
    {
        MediaCaps caps = new() { Sets = 2 };

        Assert.Equal(Placing.Append, MediaPlanner.Plan(Append with { Caps = caps }, Ours).Placing);
        AssertRollsOver(RollOverReason.TooManySets, Append with { Caps = caps }, Ours with { Sets = new HashSet<Guid> { Guid.NewGuid(), Guid.NewGuid() } });
    }

    [Fact]
    public void Append_RollsOverAtTheCapOfBytes()
    {
        MediaCaps caps = new() { Bytes = 1 << 20 };

        Assert.Equal(Placing.Append, MediaPlanner.Plan(Append with { Caps = caps }, Ours with { Bytes = (1 << 20) - 1 }).Placing);
        AssertRollsOver(RollOverReason.TooLarge, Append with { Caps = caps }, Ours);
    }

    [Fact]
    public void Append_RollsOverAtTheCapOfAge()
    {
        MediaCaps caps = new() { Age = TimeSpan.FromDays(1) };

        Assert.Equal(Placing.Append, MediaPlanner.Plan(Append with { Caps = caps }, Ours with { OldestAt = Some.Now - TimeSpan.FromHours(23) }).Placing);
        AssertRollsOver(RollOverReason.TooOld, Append with { Caps = caps }, Ours);
    }

    [Fact]
    public void Append_RollsOverBesideTheFileThatWasNamed()
    {
        MediaPlan plan = MediaPlanner.Plan(Append with { MediaFile = "/x/till.bak", Folder = "/elsewhere" }, Ours with { IsOurs = false, Files = ["/x/till.bak"] });

        Assert.Equal("/x/Shop_full_20261121_120000_0123abcd.bak", plan.Files[0]);
    }

    [Fact]
    public void Overwrite_WritesBesideAndSwaps()
    {
        MediaPlan plan = MediaPlanner.Plan(Overwrite, Ours);

        Assert.Equal(Placing.Swap, plan.Placing);
        Assert.Equal(["/backup/Shop_full.bak"], plan.Files);
        Assert.Equal(["/backup/Shop_full.bak.0123abcd.partial"], plan.Written);
        Assert.Empty(plan.Notes);
    }

    [Fact]
    public void Overwrite_GivesTheLastingNameToNothingUnfinished()
    {
        MediaPlan plan = MediaPlanner.Plan(Overwrite, MediaState.Nothing("/backup/Shop_full.bak"));

        Assert.Equal((Placing.Swap, "/backup/Shop_full.bak.0123abcd.partial"), (plan.Placing, plan.Written[0]));
        Assert.Equal(Placing.New, MediaPlanner.Plan(Overwrite with { Visible = false }, MediaState.Nothing("/backup/Shop_full.bak")).Placing);
    }

    [Fact]
    public void Overwrite_UsesInitWithAWarningWhereTheFileIsOutOfSight()
    {
        MediaPlan plan = MediaPlanner.Plan(Overwrite with { Visible = false }, Ours);

        Assert.Equal((Placing.Init, "/backup/Shop_full.bak"), (plan.Placing, plan.Written[0]));
        Assert.Contains("INIT", Assert.Single(plan.Notes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Overwrite_RefusesTheBackupsOfAnotherDatabase()
    {
        PosBackupException error = Assert.Throws<PosBackupException>(() =>
            MediaPlanner.Plan(Overwrite, Ours with { Families = new HashSet<Guid> { Guid.NewGuid() }, Databases = ["Other"] }));

        Assert.Equal(ErrorCode.MediaMismatch, error.Code);
        Assert.Contains("Other", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Overwrite_RefusesWhatIsNoBackup() => Assert.Equal(
        ErrorCode.MediaMismatch,
        Assert.Throws<PosBackupException>(() => MediaPlanner.Plan(Overwrite, new MediaState { Files = ["/x/letter.docx"], Unreadable = "it is no SQL Server backup media" })).Code);

    [Fact]
    public void Overwrite_RefusesOneStripeOfSeveral() =>
        Assert.Equal(ErrorCode.MediaMismatch, Assert.Throws<PosBackupException>(() => MediaPlanner.Plan(Overwrite, Ours with { Stripes = 2 })).Code);

    [Fact]
    public void Overwrite_SaysThatAnotherToolsBackupIsReplaced() =>
        Assert.Contains("another tool", Assert.Single(MediaPlanner.Plan(Overwrite, Ours with { IsOurs = false }).Notes).Message, StringComparison.Ordinal);

    private static void AssertRollsOver(RollOverReason reason, MediaRequest request, MediaState? media)
    {
        MediaPlan plan = MediaPlanner.Plan(request, media);

        Assert.Equal(Placing.New, plan.Placing);
        Assert.Equal(reason, plan.RollOver?.Reason);
        Assert.StartsWith("/backup/Shop_full_20261121_120000_0123abcd", plan.Files[0], StringComparison.Ordinal);
    }
}
