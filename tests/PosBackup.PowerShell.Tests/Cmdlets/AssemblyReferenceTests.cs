using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using PosBackup.PowerShell.Tests.Support;

namespace PosBackup.PowerShell.Tests.Cmdlets;

public sealed class AssemblyReferenceTests
{
    [Fact]
    public void TheModuleNeedsNothingThatAnEditionDoesNotHave()
    {
        using var file = new PEReader(File.OpenRead(ModuleAssembly.File));
        MetadataReader metadata = file.GetMetadataReader();

        string[] references = [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle)).Select(reference => metadata.GetString(reference.Name)).Order(StringComparer.Ordinal)];

        Assert.Equal(["System.Management.Automation", "netstandard"], references);
    }

    [Fact]
    public void TheModuleReferencesThePowerShellOfWindows()
    {
        using var file = new PEReader(File.OpenRead(ModuleAssembly.File));
        MetadataReader metadata = file.GetMetadataReader();

        AssemblyReference automation = metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle)).Single(reference => metadata.GetString(reference.Name) == "System.Management.Automation");

        Assert.Equal(new Version(3, 0, 0, 0), automation.Version);
    }
}
