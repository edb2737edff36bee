using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Repositories;

/// <summary>Reads manifests from a target, and never more of one than a manifest can have.</summary>
internal sealed class ManifestDownload(IBackupTarget target)
{
    /// <summary>One of a thousand sets has about two megabytes.</summary>
    private const int MaxLength = 16 << 20;

    /// <summary>Reads the manifest of a media file.</summary>
    /// <param name="file">The media file, which the manifest is then of.</param>
    /// <param name="entry">The manifest, as listed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="PosBackupException">ManifestUnreadable: it is none; a <see cref="TargetException"/>: it cannot be read.</exception>
    public async Task<Manifest> ReadAsync(TargetPath file, TargetEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Length > MaxLength)
            throw TooLong(entry.Length);

        using var content = new MemoryStream((int)Math.Max(0, entry.Length));
        Stream stream = await target.OpenReadAsync(entry.Path, offset: 0, MaxLength + 1, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
            await stream.CopyToAsync(content, cancellationToken).ConfigureAwait(false);

        return content.Length <= MaxLength ? ManifestStore.Parse(content.GetBuffer().AsSpan(0, (int)content.Length), file.Value) : throw TooLong(content.Length);
    }

    private static PosBackupException TooLong(long length) => new(
        ErrorCode.ManifestUnreadable, string.Create(CultureInfo.InvariantCulture, $"it has {length} bytes, a manifest on a target has at most {MaxLength}"));
}
