using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Wrappers;

namespace PosBackup.Targets.Tests.Repositories;

/// <summary>A target that finds what is asked for under other capitals, as a share of Windows does.</summary>
internal sealed class CaseBlindTarget(IBackupTarget inner) : WrappedTarget(inner)
{
    public override async Task<TargetEntry?> StatAsync(TargetPath path, CancellationToken cancellationToken)
    {
        await foreach (TargetEntry entry in Inner.ListAsync(path.Folder, cancellationToken))
        {
            if (string.Equals(entry.Path.Value, path.Value, StringComparison.OrdinalIgnoreCase))
                return entry;
        }

        return null;
    }
}
