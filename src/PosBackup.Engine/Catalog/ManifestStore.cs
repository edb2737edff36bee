using System.Text.Json;
using PosBackup.Engine.Files;

namespace PosBackup.Engine.Catalog;

/// <summary>Reads and writes the manifests beside media files.</summary>
public static class ManifestStore
{
    /// <summary>What is appended to the name of the media file.</summary>
    public const string Extension = ".manifest.json";

    /// <summary>A manifest of a thousand sets has about two megabytes; what is far larger is none.</summary>
    private const long MaxLength = 64 << 20;

    /// <summary>The path of the manifest of a media file.</summary>
    public static string PathOf(string mediaPath) => mediaPath + Extension;

    /// <summary>Whether a path has the name of a manifest.</summary>
    public static bool IsManifest(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads the manifest of a media file; null when there is none.</summary>
    /// <exception cref="PosBackupException">
    /// <see cref="ErrorCode.ManifestUnreadable"/>: not JSON, not a manifest, or one of a newer version; <see cref="ErrorCode.FileAccess"/>: it cannot be opened.
    /// </exception>
    public static async Task<Manifest?> ReadAsync(string mediaPath, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(mediaPath);
        string path = PathOf(mediaPath);
        byte[] content;
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
            await using (file.ConfigureAwait(false))
            {
                if (file.Length > MaxLength)
                    throw Unreadable(path, $"it has {file.Length} bytes, a manifest has at most {MaxLength}");

                content = new byte[file.Length];
                await file.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PosBackupException(ErrorCode.FileAccess, $"cannot read {path}: {e.Message}", "check that this account may read the file", e);
        }

        return Parse(content, mediaPath);
    }

    /// <summary>Writes the manifest of a media file, all or nothing (see <see cref="AtomicFile"/>).</summary>
    /// <exception cref="PosBackupException">The folder cannot be written (<see cref="ErrorCode.FileAccess"/>).</exception>
    public static Task WriteAsync(string mediaPath, Manifest manifest, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(mediaPath);
        return AtomicFile.WriteAsync(PathOf(mediaPath), Format(manifest), cancellationToken);
    }

    /// <summary>The JSON of a manifest, UTF-8.</summary>
    internal static byte[] Format(Manifest manifest)
    {
        Manifest portable = manifest with { Media = manifest.Media with { Path = Path.GetFileName(manifest.Media.Path) } };
        return JsonSerializer.SerializeToUtf8Bytes(portable, ManifestJson.Options);
    }

    /// <summary>Reads the JSON of the manifest of a media file.</summary>
    internal static Manifest Parse(ReadOnlySpan<byte> json, string mediaPath)
    {
        Manifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<Manifest>(json, ManifestJson.Options) ?? throw new JsonException("it is null");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or FormatException or OverflowException)
        {
            throw Unreadable(PathOf(mediaPath), e.Message, e);
        }

        if (ManifestRules.Broken(manifest) is { } broken)
            throw Unreadable(PathOf(mediaPath), broken);

        return manifest with { Media = manifest.Media with { Path = mediaPath } };
    }

    private static PosBackupException Unreadable(string path, string why, Exception? cause = null) => new(
        ErrorCode.ManifestUnreadable,
        $"{path} is not a manifest that this version can read: {why}",
        "delete it and run 'posbackup catalog rebuild' on the folder: a manifest is made anew from the media",
        cause);
}
