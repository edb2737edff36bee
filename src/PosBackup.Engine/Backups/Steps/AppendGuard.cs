using System.Security.Cryptography;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Steps;

/// <summary>
/// Remembers media before a set is appended, and brings them back when that fails: what was added behind is cut off, but only when the
/// bytes before it are proven to be the old ones.
/// </summary>
internal sealed class AppendGuard
{
    private const int BufferBytes = 1 << 20;

    private readonly IReadOnlyList<FileBefore> _before;

    private AppendGuard(IReadOnlyList<FileBefore> before) => _before = before;

    /// <summary>Remembers the files: by the hash in their manifests, or by reading them where there is none.</summary>
    public static async Task<AppendGuard> TakeAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var before = new List<FileBefore>(files.Count);
        foreach (string file in files)
        {
            long length = new FileInfo(file).Length;
            string hash = await RecordedHashAsync(file, length, cancellationToken).ConfigureAwait(false) ?? await HashAsync(file, length, cancellationToken).ConfigureAwait(false);
            before.Add(new FileBefore(file, length, hash));
        }

        return new AppendGuard(before);
    }

    /// <summary>The state that a manifest describes; null when it has no hash.</summary>
    public static AppendGuard? FromManifest(Manifest manifest) =>
        manifest.Sha256 is { } hash ? new AppendGuard([new FileBefore(manifest.Media.Path, manifest.Media.Length, hash)]) : null;

    /// <summary>Brings the files back; the files that could not be, with the reason.</summary>
    public async Task<IReadOnlyList<string>> RestoreAsync(CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (FileBefore one in _before)
        {
            if (await RestoreAsync(one, cancellationToken).ConfigureAwait(false) is { } problem)
                problems.Add(problem);
        }

        return problems;
    }

    /// <summary>The first file that could not be brought back, with the reason; null when all can. Changes nothing.</summary>
    public async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        foreach (FileBefore one in _before)
        {
            if (await FindProblemAsync(one, cancellationToken).ConfigureAwait(false) is { } problem)
                return problem;
        }

        return null;
    }

    private static async Task<string?> RestoreAsync(FileBefore one, CancellationToken cancellationToken)
    {
        try
        {
            if (await FindProblemAsync(one, cancellationToken).ConfigureAwait(false) is { } problem)
                return problem;

            if (new FileInfo(one.Path).Length > one.Length)
                Cut(one);

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{one.Path} cannot be brought back to its {one.Length} bytes: {e.Message}";
        }
    }

    private static async Task<string?> FindProblemAsync(FileBefore one, CancellationToken cancellationToken)
    {
        try
        {
            bool isSame = new FileInfo(one.Path).Length >= one.Length
                && string.Equals(await HashAsync(one.Path, one.Length, cancellationToken).ConfigureAwait(false), one.Sha256, StringComparison.Ordinal);
            return isSame ? null : $"{one.Path} is not what it was before: its first {one.Length} bytes have changed";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{one.Path} cannot be read: {e.Message}";
        }
    }

    private static void Cut(FileBefore one)
    {
        using var file = new FileStream(one.Path, FileMode.Open, FileAccess.Write, FileShare.Read);
        file.SetLength(one.Length);
        file.Flush(flushToDisk: true);
    }

    private static async Task<string?> RecordedHashAsync(string file, long length, CancellationToken cancellationToken)
    {
        try
        {
            Manifest? manifest = await ManifestStore.ReadAsync(file, cancellationToken).ConfigureAwait(false);
            return manifest?.Media.Length == length ? manifest.Sha256 : null;
        }
        catch (PosBackupException)
        {
            return null;
        }
    }

    private static async Task<string> HashAsync(string path, long length, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (file.ConfigureAwait(false))
        {
            byte[] buffer = new byte[BufferBytes];
            for (long left = length; left > 0;)
            {
                int read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, BufferBytes)), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    break;

                hash.AppendData(buffer, 0, read);
                left -= read;
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A file as it was.</summary>
    private sealed record FileBefore(string Path, long Length, string Sha256);
}
