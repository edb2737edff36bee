using PosBackup.Engine.Backups.Steps;
using PosBackup.Integration.Tests.Support;

namespace PosBackup.Integration.Tests.Backups;

/// <summary>
/// Remembers the folder and the catalog as they are on disk after a step, names, bytes and times; and puts them back once the run is over:
/// the image that a power cut at that moment would have left.
/// </summary>
internal sealed class PowerCut(BackedUpShop shop, BackupStep at) : IStepObserver, IDisposable
{
    private readonly TempFolder _image = new();
    private bool _isTaken;

    private string CatalogFolder => Path.GetDirectoryName(shop.Catalog!.Path)!;

    public Task ReachedAsync(BackupStep step, string database)
    {
        if (step == at)
        {
            Copy(shop.Folder, _image.File("media"), but: ".lock");
            Copy(CatalogFolder, _image.File("catalog"), but: ".lock");
            _isTaken = true;
        }

        return Task.CompletedTask;
    }

    /// <summary>The power goes.</summary>
    public void Happen()
    {
        Assert.True(_isTaken);
        Replace(_image.File("media"), shop.Folder);
        Replace(_image.File("catalog"), CatalogFolder);
    }

    public void Dispose() => _image.Dispose();

    private static void Replace(string image, string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
            File.Delete(file);

        Copy(image, folder, but: null);
    }

    private static void Copy(string from, string to, string? but)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from).Where(file => but is null || !file.EndsWith(but, StringComparison.Ordinal)))
        {
            string copy = Path.Combine(to, Path.GetFileName(file));
            File.Copy(file, copy);
            File.SetLastWriteTimeUtc(copy, File.GetLastWriteTimeUtc(file));
        }
    }
}
