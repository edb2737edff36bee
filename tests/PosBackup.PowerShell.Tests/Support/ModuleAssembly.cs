using System.Reflection;
using PosBackup.PowerShell.Engine;

namespace PosBackup.PowerShell.Tests.Support;

/// <summary>The module's assembly, looked at without being loaded, as a machine without PowerShell can.</summary>
internal sealed class ModuleAssembly : IDisposable
{
    private readonly MetadataLoadContext _context = new(new PathAssemblyResolver(
        [.. Directory.GetFiles(AppContext.BaseDirectory, "*.dll"), .. Directory.GetFiles(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "*.dll")]));

    public static string File => Path.Combine(AppContext.BaseDirectory, Path.GetFileName(typeof(ModuleCleanup).Assembly.Location));

    public IReadOnlyList<CmdletShape> Cmdlets =>
        [.. _context.LoadFromAssemblyPath(File).GetTypes().Where(type => CmdletShape.AttributeOf(type, "CmdletAttribute") is not null).Select(type => new CmdletShape(type)).OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];

    public void Dispose() => _context.Dispose();
}
