using System.Security.Cryptography;
using System.Xml.Linq;
using PosBackup.ModuleBuilder.Sealing;
using PosBackup.ModuleBuilder.Tests.Support;

namespace PosBackup.ModuleBuilder.Tests;

public sealed class ModuleSealTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posbackup-seal-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void EveryFileHasItsHash_InTheOrderOfThePaths_AndTheCatalogDoesNotNameItself()
    {
        Put("b.txt", "two");
        Put("bin/linux-x64/posbackup", "engine");
        Put("B.txt", "one");
        ModuleSeal.Write(_folder.FullName);

        ModuleSeal.Write(_folder.FullName);

        Assert.Equal(
            $"{Hash("one")}  B.txt\n{Hash("two")}  b.txt\n{Hash("engine")}  bin/linux-x64/posbackup\n",
            File.ReadAllText(Path.Combine(_folder.FullName, "PosBackup.sha256")));
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void AnEngineMustBeSmallerThanTheLimit(int length, bool isTooLarge)
    {
        Put("bin/win-x64/posbackup.exe", new string('x', length));
        Put("large.txt", new string('x', 100));

        Assert.Equal(isTooLarge, ModuleSeal.TooLarge(_folder.FullName, limit: 10).Count == 1);
    }

    [Fact]
    public void AModuleWithoutEnginesIsNotTooLarge() => Assert.Empty(ModuleSeal.TooLarge(_folder.FullName, limit: 1));

    /// <summary>What is laid out anew is not what an older seal tells of: it goes before anything else is done.</summary>
    [Fact]
    public void LayingTheModuleOutAnewTakesTheSealAway()
    {
        XElement build = XDocument.Load(Path.Combine(Repository.Module, "module.proj")).Descendants("Target").Single(target => (string?)target.Attribute("Name") == "Build");

        XElement first = build.Elements().First();
        Assert.Equal(("Delete", $"$(Folder){ModuleSeal.FileName}"), (first.Name.LocalName, (string?)first.Attribute("Files")));
    }

    private void Put(string path, string text)
    {
        string file = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
