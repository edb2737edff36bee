using PosBackup.Engine;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Probing;

namespace PosBackup.Cli.Verbs;

/// <summary>Tries targets, one after the other.</summary>
internal static class TargetProbing
{
    /// <summary>Tries one; that it cannot be opened is a report too.</summary>
    public static async Task<TargetProbeReport> RunAsync(TargetRegistry registry, TargetDefinition definition, CancellationToken cancellationToken)
    {
        try
        {
            await using IBackupTarget target = registry.Open(definition);
            return await new TargetProbe(TimeProvider.System).RunAsync(target, definition.AppendOnly, cancellationToken);
        }
        catch (TargetException e)
        {
            return TargetProbeReport.NotOpened(definition.Name, e);
        }
    }

    /// <summary>The targets to try.</summary>
    /// <exception cref="PosBackupException">TargetNotFound: one that is named is not defined, or none is.</exception>
    public static IReadOnlyList<TargetDefinition> Targets(TargetFileStore store, TargetFile file, IReadOnlyList<string>? names) => file.Named(names) is { Count: > 0 } targets
        ? targets
        : throw new PosBackupException(ErrorCode.TargetNotFound, $"no target is defined in {store.Path}", "define one with 'posbackup target add'");
}
