using System.Globalization;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Transfers.Uploading;

/// <summary>Whether a file fits, before a byte of it is sent.</summary>
internal static class SpaceThere
{
    /// <summary>Asked for each file: those before it took their share, and so may others.</summary>
    /// <param name="context">The target.</param>
    /// <param name="item">The file.</param>
    /// <param name="part">What is there of it. All its bytes count as taken already, holes too: not every file system leaves them out.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="TargetException"><see cref="TargetFailure.NoSpace"/>.</exception>
    public static async Task RequireAsync(UploadContext context, SyncItem item, TargetEntry? part, CancellationToken cancellationToken)
    {
        long bytes = item.Manifest.Media.Length - (part?.Length ?? 0);
        if (bytes > 0
            && context.Description.Can(TargetFeatures.FreeSpace)
            && (await context.Target.DescribeAsync(cancellationToken).ConfigureAwait(false)).FreeBytes is { } free && free < bytes)
        {
            throw new TargetException(
                TargetFailure.NoSpace,
                string.Create(CultureInfo.InvariantCulture, $"{context.Target.Name} has {free} bytes free, {item.Path.Name} needs {bytes}"),
                "Make room there; nothing was sent.");
        }
    }
}
