using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;
using PosBackup.Engine.Media;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers.Proving;

namespace PosBackup.Engine.Transfers.Downloading;

/// <summary>The file that a download makes: whether it is here already, and what is written beside it.</summary>
internal sealed class LocalCopy(FetchItem item, TimeProvider clock)
{
    private const int ComparedBlocks = 16;

    /// <summary>Whether the very file is here; every byte of it is read.</summary>
    /// <param name="target">Where it would come from: what has no hash is compared with it.</param>
    /// <param name="path">Its path there.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="PosBackupException">FileAccess: another file has its name, or it cannot be read.</exception>
    public async Task<bool> IsHereAsync(IBackupTarget target, TargetPath path, CancellationToken cancellationToken)
    {
        try
        {
            if (!Path.Exists(item.File))
                return false;

            var stream = new FileStream(item.File, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            await using (stream.ConfigureAwait(false))
            {
                if (stream.Length != item.Length)
                    throw Other(string.Create(CultureInfo.InvariantCulture, $"it has {stream.Length} bytes, not {item.Length}"));

                if (item.Manifest?.Sha256 is { } expected)
                {
                    string sha256 = (await StreamHash.OfAsync(stream, cancellationToken).ConfigureAwait(false)).Sha256;
                    return string.Equals(sha256, expected, StringComparison.Ordinal) ? true : throw Other($"its SHA-256 is {sha256}, not {expected}");
                }

                long? difference = await new RangeComparison(target, path, stream)
                    .FirstDifferenceAsync(SamplePlanner.Plan(item.Length, ComparedBlocks, item.Length), cancellationToken).ConfigureAwait(false);
                return difference is { } at ? throw Other(string.Create(CultureInfo.InvariantCulture, $"byte {at} differs")) : true;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PosBackupException(ErrorCode.FileAccess, $"cannot read {item.File}, which has the name of a file to fetch: {e.Message}", "Fetch to another folder, or remove it.", e);
        }
    }

    /// <summary>Writes the manifest beside the file, with the proof that these are the bytes. A worse thing that is known of the content stays the last word.</summary>
    /// <param name="isFresh">Whether the bytes just came; those that were here keep what is written of them.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task DescribeAsync(bool isFresh, CancellationToken cancellationToken)
    {
        if (item.Manifest is not { } manifest || (!isFresh && File.Exists(ManifestStore.PathOf(item.File))))
            return;

        if (manifest.Sha256 is not null && manifest.LatestProof()?.Verdict is null or Verdict.Intact)
            manifest = manifest.With(new Proof { Level = VerificationLevel.L0, Verdict = Verdict.Intact, At = clock.GetUtcNow(), ToolVersion = ToolVersion.Current });

        await ManifestStore.WriteAsync(item.File, manifest with { Media = manifest.Media with { Path = item.File } }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The whole part takes the name of the file; no other file is ever written over.</summary>
    public void Publish(string part)
    {
        try
        {
            File.Move(part, item.File, overwrite: false);
            FolderFlush.Flush(Path.GetDirectoryName(item.File)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PosBackupException(ErrorCode.FileAccess, $"{part} is fetched and cannot be renamed to {item.File}: {e.Message}", "See who else writes there, and run it again: it is not fetched again.", e);
        }
    }

    private PosBackupException Other(string why) => new(
        ErrorCode.FileAccess, $"{item.File} is there already and is not the file to fetch: {why}; it was left alone", "Fetch to another folder, or move that file away.");
}
