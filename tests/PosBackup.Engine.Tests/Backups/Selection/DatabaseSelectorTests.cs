using PosBackup.Engine.Backups;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Backups.Selection;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Sql;

namespace PosBackup.Engine.Tests.Backups.Selection;

public sealed class DatabaseSelectorTests
{
    private static readonly DatabaseFacts[] Databases =
    [
        Named("master"), Named("model"), Named("msdb"), Named("tempdb"),
        Named("Shop"), Named("ShopArchive"), Named("o'neil"), Named("数据库"), Named("a*b"),
    ];

    [Fact]
    public void Select_FindsNamesAsTheInstanceComparesThem() => Assert.Equal(["Shop"], Names("shop"));

    [Fact]
    public void Select_TellsCaseApartWhereTheInstanceDoes()
    {
        SelectedDatabase one = Assert.Single(Select("SQL_Latin1_General_CP1_CS_AS", Options("shop")));

        Assert.Equal(ErrorCode.DatabaseNotFound, one.Refusal!.Code);
    }

    [Fact]
    public void Select_MatchesPatterns() => Assert.Equal(["Shop", "ShopArchive"], Names("shop*"));

    [Fact]
    public void Select_MatchesOneCharacter() => Assert.Equal(["数据库"], Names("数?库"));

    [Fact]
    public void Select_LeavesSystemDatabasesOutOfPatterns() => Assert.Equal(["Shop", "ShopArchive", "o'neil", "数据库", "a*b"], Names("*"));

    [Fact]
    public void Select_TakesSystemDatabasesOnRequestButNeverTempdb() => Assert.Equal(
        ["master", "model", "msdb", "Shop", "ShopArchive", "o'neil", "数据库", "a*b"],
        Select("Chinese_PRC_CI_AS", Options("*") with { SystemDatabases = true }).Select(one => one.Name));

    [Fact]
    public void Select_TakesSystemDatabasesAlone() =>
        Assert.Equal(["master", "model", "msdb"], Select("Chinese_PRC_CI_AS", Options() with { SystemDatabases = true }).Select(one => one.Name));

    [Fact]
    public void Select_TakesASystemDatabaseByName() => Assert.Equal(["msdb"], Names("msdb"));

    [Fact]
    public void Select_RefusesTempdb()
    {
        SelectedDatabase one = Assert.Single(Select("Chinese_PRC_CI_AS", Options("TEMPDB")));

        Assert.Equal((RunOutcome.Failed, ErrorCode.InvalidOption), (one.Refusal!.Outcome, one.Refusal.Code));
    }

    [Theory]
    [InlineData("Shp")]
    [InlineData("Z*")]
    public void Select_FailsForWhatMatchesNothing(string request)
    {
        SelectedDatabase one = Assert.Single(Select("Chinese_PRC_CI_AS", Options(request)));

        Assert.Equal((request, RunOutcome.Failed, ErrorCode.DatabaseNotFound), (one.Name, one.Refusal!.Outcome, one.Refusal.Code));
    }

    [Fact]
    public void Select_FailsForAPatternOfWhichEverythingIsExcluded()
    {
        SelectedDatabase one = Assert.Single(Select("Chinese_PRC_CI_AS", Options("Shop*") with { Exclude = ["shop*"] }));

        Assert.Contains("that is not excluded", one.Refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Select_LeavesOutWhatIsExcluded() =>
        Assert.Equal(["Shop", "数据库", "a*b"], Select("Chinese_PRC_CI_AS", Options("*") with { Exclude = ["*archive", "O'NEIL"] }).Select(one => one.Name));

    [Fact]
    public void Select_SkipsWhatIsBothNamedAndExcluded()
    {
        SelectedDatabase one = Assert.Single(Select("Chinese_PRC_CI_AS", Options("Shop") with { Exclude = ["Shop"] }));

        Assert.Equal((RunOutcome.Skipped, ErrorCode.InvalidOption), (one.Refusal!.Outcome, one.Refusal.Code));
    }

    [Fact]
    public void Select_TakesEachDatabaseOnceInTheOrderOfTheRequests() => Assert.Equal(["ShopArchive", "Shop"], Names("ShopArchive", "Shop*", "shop"));

    [Theory]
    [InlineData(6, RunOutcome.Failed, RunOutcome.Skipped)]
    [InlineData(1, RunOutcome.Failed, RunOutcome.Skipped)]
    [InlineData(2, RunOutcome.Failed, RunOutcome.Failed)]
    [InlineData(3, RunOutcome.Failed, RunOutcome.Failed)]
    [InlineData(4, RunOutcome.Failed, RunOutcome.Failed)]
    [InlineData(5, RunOutcome.Failed, RunOutcome.Failed)]
    public void Select_ReportsADatabaseThatIsNotOnline(int state, RunOutcome byName, RunOutcome byPattern)
    {
        DatabaseFacts[] databases = [Named("Shop") with { State = (DatabaseState)state }, Named("Other")];

        Refusal named = Selector(Options("Shop")).Select(databases)[0].Refusal!;
        Refusal found = Selector(Options("*")).Select(databases)[0].Refusal!;

        Assert.Equal((byName, ErrorCode.DatabaseUnavailable), (named.Outcome, named.Code));
        Assert.Equal((byPattern, ErrorCode.DatabaseUnavailable), (found.Outcome, found.Code));
        Assert.NotNull(named.Hint);
    }

    [Fact]
    public void Select_ReportsSnapshotsStandbyAndMissingAccess()
    {
        DatabaseFacts[] databases = [Named("S") with { IsDatabaseSnapshot = true }, Named("B") with { IsInStandby = true }, Named("N") with { HasAccess = false }];

        Assert.Equal(
            [(RunOutcome.Skipped, ErrorCode.DatabaseUnavailable), (RunOutcome.Skipped, ErrorCode.DatabaseUnavailable), (RunOutcome.Failed, ErrorCode.InstanceAccessDenied)],
            Selector(Options("*")).Select(databases).Select(one => (one.Refusal!.Outcome, one.Refusal.Code)));
    }

    [Fact]
    public void Select_BacksUpAReadOnlyDatabase() => Assert.Null(Selector(Options("Shop")).Select([Named("Shop") with { IsReadOnly = true }])[0].Refusal);

    [Fact]
    public void Require_RefusesSeveralDatabasesForOneFile()
    {
        IReadOnlyList<SelectedDatabase> refused = SingleDatabase.Require(Select("Chinese_PRC_CI_AS", Options("Shop*")), "/x.bak");

        Assert.All(refused, one => Assert.Equal(ErrorCode.InvalidOption, one.Refusal!.Code));
        Assert.Null(Assert.Single(SingleDatabase.Require(Select("Chinese_PRC_CI_AS", Options("Shop")), "/x.bak")).Refusal);
    }

    private static IEnumerable<string> Names(params string[] requests)
    {
        IReadOnlyList<SelectedDatabase> selected = Select("Chinese_PRC_CI_AS", Options(requests));
        Assert.All(selected, one => Assert.Null(one.Refusal));
        return selected.Select(one => one.Name);
    }

    private static IReadOnlyList<SelectedDatabase> Select(string collation, BackupOptions options) => new DatabaseSelector(options, new NameComparer(collation)).Select(Databases);

    private static DatabaseSelector Selector(BackupOptions options) => new(options, new NameComparer("Chinese_PRC_CI_AS"));

    private static BackupOptions Options(params string[] databases) => new() { Instance = new InstanceOptions { Instance = "TILL" }, Databases = databases };

    private static DatabaseFacts Named(string name) => Some.Shop with { Name = name };
}
