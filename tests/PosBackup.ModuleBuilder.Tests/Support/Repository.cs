namespace PosBackup.ModuleBuilder.Tests.Support;

/// <summary>The files of the repository that these tests are about.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Module { get; } = Path.Combine(Root, "module");

    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "PosBackup.PowerShell.dll");

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "module", "module.proj")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
