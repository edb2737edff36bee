using PosBackup.Engine;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Probing;

namespace PosBackup.Cli.Verbs;

/// <summary>Tries targets, one after the other.</summary>
internal static class TargetProbing
{
    /// <summary>Tries one, once: who asks wants to know how it is now. That it cannot be opened is a report too.</summary>
    public static async Task<TargetProbeReport> RunAsync(TargetRegistry registry, TargetDefinition definition, CancellationToken cancellationToken)
    {
        try
        {
            await using IBackupTarget target = registry.OpenOnce(definition);
            return await new TargetProbe(TimeProvider.System).RunAsync(target, definition.AppendOnly, cancellationToken);
        }
        catch (TargetException e)
        {
            return TargetProbeReport.NotOpened(definition.Name, e);
        }
    }

    /// <summary>The targets to try.</summary>
    /// <exception cref="PosBackupException">TargetNotFound: one that is named is not defined, or none is.</exception>
    public static IReadOnlyList<TargetDefinition> Targets(TargetFileStore store, TargetFile file, IReadOnlyList<string>? names)
    {
        RequireAny(store, file);
        return file.Named(names);
    }

    /// <exception cref="PosBackupException">TargetNotFound: none is defined.</exception>
    public static void RequireAny(TargetFileStore store, TargetFile file)
    {
        if (file.Targets.Count == 0)
            throw new PosBackupException(ErrorCode.TargetNotFound, $"no target is defined in {store.Path}", "define one with 'posbackup target add'");
    }
}
