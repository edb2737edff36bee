using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Catalog.Chains;

/// <summary>Ways through backups that real servers took, from the files alone.</summary>
public sealed class CorpusRestoreTests
{
    [CorpusTheory]
    [InlineData("lab/OlaMsFilter/complex", "OlaMsFilterTest", "test_FULL_20160629_141300.bak test_DIFF_20160629_141600.bak test_LOG_20160629_142000.trn test_LOG_20160629_142300.trn test_LOG_20160629_142600.trn test_LOG_20160629_142900.trn")]
    [InlineData("lab/RestoreTimeClean", "RestoreTimeClean", "RestoreTimeClean.bak RestoreTimeClean2.bak RestoreTimeClean2_1.trn RestoreTimeClean2_2.trn RestoreTimeClean2_3.trn")]
    [InlineData("lab/RestoreTimeStripe", "RestoreTimeStripe", "RestoreTimeStripe2.bak+RestoreTimeStripe2a.bak restoretime_21.trn+restoretime_21a.trn RestoreTimeStripe_22.trn+RestoreTimeStripe_22a.trn RestoreTimeStripe_23.trn+RestoreTimeStripe_23a.trn")]
    [InlineData("lab/Cube_Query_History", "Cube_Query_History", "SQL2008_Cube_Query_History_FULL_20170518_041737.bak SQL2008_Cube_Query_History_LOG_20170518_041831.trn")]
    [InlineData("lab/dbareports", "dbareports", "SQL2008_dbareports_FULL_20170518_041739.bak SQL2008_dbareports_LOG_20170518_041831.trn")]
    [InlineData("lab/DoubleDiffing", "doublediff", "difftest-full.bak difftest-diff2.bak")]
    public async Task Latest_IsFound(string folder, string database, string way) => Assert.Equal(way, Tell(await FindAsync(folder, database, RestoreMoment.Newest)));

    [CorpusTheory]
    [InlineData("13:02:00", "RestoreTimeClean.bak RestoreTimeClean_1.trn!")]
    [InlineData("13:06:00", "RestoreTimeClean.bak RestoreTimeClean_1.trn RestoreTimeClean_2.trn!")]
    [InlineData("13:10:00", "RestoreTimeClean.bak RestoreTimeClean_1.trn RestoreTimeClean_2.trn RestoreTimeClean_3.trn!")]
    [InlineData("13:16:00", "RestoreTimeClean.bak RestoreTimeClean2.bak RestoreTimeClean2_1.trn!")]
    [InlineData("13:22:00", "RestoreTimeClean.bak RestoreTimeClean2.bak RestoreTimeClean2_1.trn RestoreTimeClean2_2.trn!")]
    [InlineData("13:27:00", "RestoreTimeClean.bak RestoreTimeClean2.bak RestoreTimeClean2_1.trn RestoreTimeClean2_2.trn RestoreTimeClean2_3.trn!")]
    [InlineData("12:00:00", "TooEarly")]
    [InlineData("14:00:00", "TooLate")]
    public async Task EachTimeBetween_IsFound(string time, string way) => Assert.Equal(way, Tell(await FindAsync(
        "lab/RestoreTimeClean", "RestoreTimeClean", new RestoreMoment.AtLocal(new DateTime(2017, 6, 1).Add(TimeSpan.Parse(time, CultureInfo.InvariantCulture))))));

    [CorpusTheory]
    [InlineData("lab/RestoreTimeClean", "RestoreTimeClean", "RestoreTimeClean2.bak", "RestoreTimeClean.bak RestoreTimeClean_1.trn RestoreTimeClean_2.trn RestoreTimeClean_3.trn RestoreTimeClean2_1.trn RestoreTimeClean2_2.trn RestoreTimeClean2_3.trn")]
    [InlineData("lab/RestoreTimeClean", "RestoreTimeClean", "RestoreTimeClean.bak", "NoFull")]
    [InlineData("lab/RestoreTimeClean", "RestoreTimeClean", "RestoreTimeClean2_1.trn", "LogMissing")]
    [InlineData("lab/RestoreTimeClean", "RestoreTimeClean", "RestoreTimeClean_2.trn", "RestoreTimeClean.bak RestoreTimeClean2.bak RestoreTimeClean2_1.trn RestoreTimeClean2_2.trn RestoreTimeClean2_3.trn")]
    [InlineData("lab/RestoreTimeStripe", "RestoreTimeStripe", "RestoreTimeStripe_22a.trn", "StripesMissing")]
    [InlineData("lab/RestoreTimeStripe", "RestoreTimeStripe", "RestoreTimeStripe2a.bak", "RestoreTimeStripe.bak+RestoreTimeStripe1.bak RestoreTimeStripe_1.trn+RestoreTimeStripe_1a.trn RestoreTimeStripe_2.trn+RestoreTimeStripe_2a.trn RestoreTimeStripe_3.trn+RestoreTimeStripe_3a.trn restoretime_21.trn+restoretime_21a.trn RestoreTimeStripe_22.trn+RestoreTimeStripe_22a.trn RestoreTimeStripe_23.trn+RestoreTimeStripe_23a.trn")]
    [InlineData("lab/DoubleDiffing", "doublediff", "difftest-full.bak", "BaseMissing")]
    public async Task Latest_WithoutOneFile_IsFoundOrExplained(string folder, string database, string without, string way) =>
        Assert.Equal(way, Tell(await FindAsync(folder, database, RestoreMoment.Newest, without)));

    [CorpusFact]
    public async Task Gap_TellsTheLsnsThatAFileHeld()
    {
        ChainGap gap = (await FindAsync("lab/RestoreTimeClean", "RestoreTimeClean", RestoreMoment.Newest, "RestoreTimeClean2_1.trn")).Gap!;

        Assert.Equal(("25000000019000001", "25000000020000001"), (gap.MissingFrom.ToString(), gap.MissingTo.ToString()));
    }

    [CorpusFact]
    public async Task MissingStripe_IsTold()
    {
        ChainPath path = (await FindAsync("lab/RestoreTimeStripe", "RestoreTimeStripe", RestoreMoment.Newest, "RestoreTimeStripe2a.bak")).Path!;

        Assert.Contains("lacks stripe 2 of 2", Assert.Single(path.Notes), StringComparison.Ordinal);
    }

    private static async Task<ChainSearch> FindAsync(string folder, string database, RestoreMoment moment, string? without = null)
    {
        var sightings = new List<SetSighting>();
        await foreach (SurveyedMedia media in MediaSurvey.LookAsync([Corpus.PathOf(folder)]))
        {
            if (media.Inspection is { } inspection && Path.GetFileName(media.Path) != without)
                sightings.AddRange(SetSighting.OnMedia(inspection.Media, media.Manifest));
        }

        return ChainFinder.Find(ChainBuilder.Build(sightings), moment, new ChainOptions { Database = database });
    }

    private static string Tell(ChainSearch search) => search.Path is { } path
        ? string.Join(' ', path.Steps.Select(step => $"{string.Join('+', step.Known.Best!.Files.Select(file => Path.GetFileName(file.Path)))}{(step.HasStop ? "!" : "")}"))
        : search.Gap!.Reason.ToString();
}
