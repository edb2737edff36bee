using PosBackup.PowerShell.Engine;

namespace PosBackup.PowerShell.Tests.Engine;

public sealed class EngineLocationTests
{
    private static readonly string Module = Path.Combine(Path.GetTempPath(), "modules", "PosBackup");

    [Fact]
    public void TheEngineIsBesideTheModule()
    {
        string found = EngineLocation.Find(Module, configured: null, path => path.StartsWith(Path.Combine(Module, "bin"), StringComparison.Ordinal));

        Assert.StartsWith(Path.Combine(Module, "bin"), found, StringComparison.Ordinal);
        Assert.StartsWith("posbackup", Path.GetFileName(found), StringComparison.Ordinal);
    }

    [Fact]
    public void AnAssemblyInAFolderOfTheModuleFindsItToo()
    {
        string found = EngineLocation.Find(Path.Combine(Module, "lib"), configured: "", path => path.StartsWith(Path.Combine(Module, "bin"), StringComparison.Ordinal));

        Assert.StartsWith(Path.Combine(Module, "bin"), found, StringComparison.Ordinal);
    }

    [Fact]
    public void TheVariableComesFirst() => Assert.Equal("/dev/engine", EngineLocation.Find(Module, "/dev/engine", _ => true));

    [Fact]
    public void AVariableThatPointsNowhereIsNotPassedOver()
    {
        PosBackupException e = Assert.Throws<PosBackupException>(() => EngineLocation.Find(Module, "/nowhere/engine", path => path != "/nowhere/engine"));

        Assert.Equal(EngineErrorCode.Missing, e.Code);
        Assert.Contains("/nowhere/engine", e.Message, StringComparison.Ordinal);
        Assert.Contains(EngineLocation.Variable, e.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAnEngineTheErrorNamesThePlacesThatWereLookedAt()
    {
        var looked = new List<string>();
        PosBackupException e = Assert.Throws<PosBackupException>(() => EngineLocation.Find(Module, configured: null, path =>
        {
            looked.Add(path);
            return false;
        }));

        Assert.Equal(EngineErrorCode.Missing, e.Code);
        Assert.NotEmpty(looked);
        Assert.All(looked, path => Assert.Contains(path, e.Message, StringComparison.Ordinal));
    }
}
