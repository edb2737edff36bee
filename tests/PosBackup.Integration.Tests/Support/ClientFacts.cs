namespace PosBackup.Integration.Tests.Support;

/// <summary>A test with FreeTDS' tsql: skipped where it is missing, but never in CI.</summary>
internal sealed class FreeTdsFactAttribute : FactAttribute
{
    public FreeTdsFactAttribute() => Skip = ClientTools.WhyToSkip(ClientProgram.IsInstalled("tsql"), "apt-get install freetds-bin");
}

/// <summary>A test with node and the packages of tests/clients/node: skipped where they are missing, but never in CI.</summary>
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = ClientTools.WhyToSkip(
        ClientProgram.IsInstalled("node") && Directory.Exists(RepositoryFolder.At("tests", "clients", "node", "node_modules")),
        "install node, then npm ci in tests/clients/node");
}

internal static class ClientTools
{
    public static string? WhyToSkip(bool isInstalled, string howToInstall)
    {
        bool mustRun = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
        return isInstalled || mustRun ? null : howToInstall;
    }
}
