using System.Text.Json;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Files;

/// <summary>What is under way, in one small JSON file that survives a power cut: written with write-flush-rename.</summary>
/// <param name="path">The file.</param>
/// <param name="what">What it is, for messages: <c>the journal of an upload</c>.</param>
/// <param name="hint">What to do when it cannot be read.</param>
/// <typeparam name="T">Its content.</typeparam>
internal sealed class JournalFile<T>(string path, string what, string hint)
    where T : class
{
    public string Path => path;

    /// <summary>Reads it; null when there is none.</summary>
    /// <param name="isReadable">Whether this version can go by what it says.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="PosBackupException">FileAccess: it is there and cannot be read.</exception>
    public async Task<T?> ReadAsync(Predicate<T> isReadable, CancellationToken cancellationToken)
    {
        try
        {
            byte[] content = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize<T>(content, ManifestJson.Options) is { } value && isReadable(value) ? value : throw new JsonException("it is of a newer version");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw Unreadable(e.Message, e);
        }
    }

    /// <summary>The error of a journal that says nothing one can go by.</summary>
    public PosBackupException Unreadable(string why, Exception? cause) => new(ErrorCode.FileAccess, $"{what}, {path}, cannot be read: {why}", hint, cause);

    /// <exception cref="PosBackupException">FileAccess: it cannot be written.</exception>
    public Task WriteAsync(T value, CancellationToken cancellationToken) => AtomicFile.WriteAsync(path, JsonSerializer.SerializeToUtf8Bytes(value, ManifestJson.Options), cancellationToken);

    /// <summary>What was under way is over.</summary>
    public void Remove() => File.Delete(path);
}
