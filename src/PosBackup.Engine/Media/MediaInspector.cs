using PosBackup.Engine.Media.Listing;
using PosBackup.Engine.Media.Reading;

namespace PosBackup.Engine.Media;

/// <summary>Lists the backup sets of a media file from a few reads at either end, without a server.</summary>
public static class MediaInspector
{
    /// <summary>
    /// Lists a media file. Whatever the bytes are, the answer is an inspection with findings; when the tail is damaged the file is
    /// walked from its beginning instead.
    /// </summary>
    /// <exception cref="PosBackupException">The file cannot be opened or read (<see cref="ErrorCode.FileAccess"/>).</exception>
    public static Task<MediaInspection> InspectAsync(string path, CancellationToken cancellationToken = default) =>
        Task.Run(
            () =>
            {
                using var file = MediaBytes.Open(path, FileOptions.RandomAccess, cancellationToken);
                return new MediaLister(file).List(cancellationToken);
            },
            cancellationToken);
}
