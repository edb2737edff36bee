namespace PosBackup.Integration.Tests.Support;

/// <summary>Files of the repository that tests read: found upwards from where the tests were built.</summary>
internal static class RepositoryFolder
{
    public static string Root { get; } = Find();

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "src", "PosBackup.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No repository around {AppContext.BaseDirectory}.");
    }
}
