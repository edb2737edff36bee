using System.Security.Cryptography;
using PosBackup.Engine.Drills.Evidence;

namespace PosBackup.Engine.Drills.Steps;

/// <summary>
/// Hashes the media files of the restored sets as they are now, so that the evidence names the very bytes. It runs behind the drop: no shop
/// waits for it.
/// </summary>
internal static class SetHashes
{
    /// <summary>The sets with the hashes of those files that this machine can read; a cancelled one keeps what it has.</summary>
    public static async Task<IReadOnlyList<DrilledSet>> AddAsync(IReadOnlyList<DrilledSet> sets, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, DrilledFile>(StringComparer.Ordinal);
        foreach (DrilledFile file in sets.SelectMany(set => set.Files))
        {
            if (!known.ContainsKey(file.Path))
                known.Add(file.Path, await HashAsync(file, cancellationToken).ConfigureAwait(false));
        }

        return [.. sets.Select(set => set with { Files = [.. set.Files.Select(file => known[file.Path])] })];
    }

    private static async Task<DrilledFile> HashAsync(DrilledFile file, CancellationToken cancellationToken)
    {
        try
        {
            var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            await using (stream.ConfigureAwait(false))
            {
                long length = stream.Length;
                byte[] hash = await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false);
                return file with { Length = length, Sha256 = Convert.ToHexStringLower(hash) };
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            return file;
        }
    }
}
