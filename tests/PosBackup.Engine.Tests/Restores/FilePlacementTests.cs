using PosBackup.Engine.Restores;
using PosBackup.Engine.Restores.Facts;
using PosBackup.Engine.Restores.Planning;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Tests.Restores;

/// <summary>Where the files of a restored database go.</summary>
public sealed class FilePlacementTests
{
    private static readonly Engine.Catalog.DatabaseFile[] Four =
    [
        SomeTarget.File(1, "Shop"), SomeTarget.File(2, "Shop_log", isLog: true), SomeTarget.File(3, "Archive"), SomeTarget.File(4, "log2", isLog: true),
    ];

    [Fact]
    public void Place_PutsNewFilesIntoTheDefaultFoldersUnderTheNewName() => Assert.Equal(
        [@"D:\data\Copy.mdf", @"E:\log\Copy_log.ldf", @"D:\data\Copy_Archive.ndf", @"E:\log\Copy_log2.ldf"],
        Place(SomeTarget.Options with { Target = "Copy" }, SomeTarget.Facts()));

    [Fact]
    public void Place_StepsAsideForFilesOfOtherDatabases() => Assert.Equal(
        [@"D:\data\Copy_3.mdf", @"E:\log\Copy_log.ldf", @"D:\data\Copy_Archive.ndf", @"E:\log\Copy_log2_2.ldf"],
        Place(SomeTarget.Options with { Target = "Copy" }, SomeTarget.Facts(target: null, @"d:\DATA\copy.mdf", @"D:\data\Copy_2.mdf", @"E:\log\Copy_log2.ldf")));

    [Fact]
    public void Place_StepsAsideForFilesOfNobody() => Assert.Equal(
        @"D:\data\Copy_2.mdf",
        Place(SomeTarget.Options with { Target = "Copy" }, SomeTarget.Facts() with { IsInTheWay = path => path == @"D:\data\Copy.mdf" })[0]);

    [Fact]
    public void Place_KeepsTheFilesOfADatabaseThatIsOverwritten() => Assert.Equal(
        [@"D:\data\Shop.mdf", @"E:\log\Shop.ldf", @"D:\data\Shop_Archive.ndf", @"E:\log\Shop_log2.ldf"],
        Place(SomeTarget.Options, SomeTarget.Facts(SomeTarget.Database(), @"D:\data\Shop.mdf", @"E:\log\Shop.ldf"), SomeTarget.Database().Files));

    [Fact]
    public void Place_GoesWhereItIsTold() => Assert.Equal(
        [@"F:\new\Shop.mdf", @"G:\new\Shop_log.ldf", @"F:\new\Shop_Archive.ndf", @"G:\new\Shop_log2.ldf"],
        Place(SomeTarget.Options with { DataFolder = @"F:\new", LogFolder = @"G:\new" }, SomeTarget.Facts(SomeTarget.Database()), SomeTarget.Database().Files));

    [Fact]
    public void Place_GivesNoTwoFilesOneName() => Assert.Equal(
        [@"D:\data\Copy.mdf", @"D:\data\Copy_a.ndf", @"D:\data\Copy_A_2.ndf"],
        Place(SomeTarget.Options with { Target = "Copy" }, SomeTarget.Facts(), files: [SomeTarget.File(1, "x"), SomeTarget.File(3, "a"), SomeTarget.File(5, "A")]));

    [Theory]
    [InlineData(@"..\..\windows\evil")]
    [InlineData("a/b:c")]
    [InlineData("CON")]
    public void Place_LetsNoNameLeaveTheFolder(string name)
    {
        string path = Place(SomeTarget.Options with { Target = name }, SomeTarget.Facts(), files: [SomeTarget.File(1, name), SomeTarget.File(3, name)])[1];

        Assert.Equal(@"D:\data\", path[..8]);
        Assert.DoesNotContain('\\', path[8..]);
        Assert.DoesNotContain(':', path[8..]);
    }

    [Fact]
    public void Place_AsksForAFolderWhereTheInstanceTellsNone() => Assert.Equal(
        ErrorCode.InvalidOption,
        Assert.Throws<PosBackupException>(() => Place(SomeTarget.Options, SomeTarget.Facts() with { Folders = new FileFolders(Data: null, Log: null) })).Code);

    private static string[] Place(RestoreOptions options, RestoreFacts facts, IReadOnlyList<TargetFile>? keeps = null, Engine.Catalog.DatabaseFile[]? files = null) =>
        [.. new FilePlacement(options, facts).Place(files ?? Four, keeps ?? []).Select(file => file.To)];
}
