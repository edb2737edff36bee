using PosBackup.Engine.Catalog;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Catalog;

public sealed class CatalogReserveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private long? _free = 1L << 40;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Keep_MakesItBesideTheCatalog()
    {
        CatalogReserve reserve = Open();

        reserve.Keep();

        Assert.Equal((_folder.File("catalog.db-reserve"), CatalogReserve.Size), (reserve.Path, new FileInfo(reserve.Path).Length));
    }

    [Theory]
    [InlineData(2 * CatalogReserve.Size)]
    [InlineData(null)]
    public void Keep_MakesNoneWhereThereIsLittleRoomOrNobodyKnows(int? free)
    {
        _free = free;
        CatalogReserve reserve = Open();

        reserve.Keep();

        Assert.False(File.Exists(reserve.Path));
    }

    [Fact]
    public async Task Keep_MakesOneWholeThatAPowerCutLeftShort()
    {
        CatalogReserve reserve = Open();
        await File.WriteAllBytesAsync(reserve.Path, new byte[7]);

        reserve.Keep();

        Assert.Equal(CatalogReserve.Size, new FileInfo(reserve.Path).Length);
    }

    [UnixFact]
    public void ALinkToNowhereInItsPlace_IsNoReserve()
    {
        CatalogReserve reserve = Open();
        File.CreateSymbolicLink(reserve.Path, reserve.Path + "-nowhere");
        _free = 4096;

        using (reserve.Lend())
            reserve.Keep();
    }

    [Fact]
    public void Lend_LetsItGoOnAFullDiskAndTakesItBack()
    {
        CatalogReserve reserve = Open();
        reserve.Keep();
        _free = 4096;

        using (reserve.Lend())
            Assert.False(File.Exists(reserve.Path));

        Assert.Equal(CatalogReserve.Size, new FileInfo(reserve.Path).Length);
    }

    [Theory]
    [InlineData(CatalogReserve.Size)]
    [InlineData(null)]
    public void Lend_LeavesItWhereTheDiskIsNotFullOrNobodyKnows(int? free)
    {
        CatalogReserve reserve = Open();
        reserve.Keep();
        DateTime made = File.GetLastWriteTimeUtc(reserve.Path);
        _free = free;

        using (reserve.Lend())
            Assert.True(File.Exists(reserve.Path));

        Assert.Equal(made, File.GetLastWriteTimeUtc(reserve.Path));
    }

    [Fact]
    public void Lend_MakesNoneThatWasNotThere()
    {
        _free = 4096;
        CatalogReserve reserve = Open();

        reserve.Lend().Dispose();

        Assert.False(File.Exists(reserve.Path));
    }

    private CatalogReserve Open() => new(_folder.File("catalog.db"), _ => _free);
}
