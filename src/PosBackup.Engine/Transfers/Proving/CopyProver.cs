using System.Globalization;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Transfers.Proving;

/// <summary>Proves that what lies on a target is the source. Never by its size alone.</summary>
internal sealed class CopyProver(IBackupTarget target, VerificationDefinition verification)
{
    /// <summary>Proves as deep as the definition asks.</summary>
    /// <exception cref="PosBackupException">CopyCorrupt: it is not the source, with the place of the first difference.</exception>
    public async Task<CopyProof> ProveAsync(TargetPath path, SourceContent source, long seed, CancellationToken cancellationToken)
    {
        if (verification.Depth == VerificationDepth.Whole || source.Length <= verification.WholeUpTo || SamplePlanner.IsWhole(source.Length, verification.Blocks))
            return await ProveWholeAsync(path, source, cancellationToken).ConfigureAwait(false);

        if (verification.Depth == VerificationDepth.ServerHash && await target.HashAsync(path, cancellationToken).ConfigureAwait(false) is { } hash)
        {
            return string.Equals(hash, source.Sha256, StringComparison.Ordinal)
                ? new CopyProof(VerificationDepth.ServerHash, Seed: null, BytesRead: 0)
                : throw Corrupt(path, $"the server computes SHA-256 {hash}, the source has {source.Sha256}");
        }

        var comparison = new RangeComparison(target, path, source.Stream);
        long? difference = await comparison.FirstDifferenceAsync(SamplePlanner.Plan(source.Length, verification.Blocks, seed), cancellationToken).ConfigureAwait(false);
        return difference is { } at
            ? throw Corrupt(path, string.Create(CultureInfo.InvariantCulture, $"byte {at} of {source.Length} differs"))
            : new CopyProof(VerificationDepth.Sample, seed, comparison.BytesRead);
    }

    /// <summary>Reads every byte back.</summary>
    /// <exception cref="PosBackupException">CopyCorrupt: it is not the source.</exception>
    public async Task<CopyProof> ProveWholeAsync(TargetPath path, SourceContent source, CancellationToken cancellationToken)
    {
        Stream copy = await target.OpenReadAsync(path, offset: 0, length: null, cancellationToken).ConfigureAwait(false);
        await using (copy.ConfigureAwait(false))
        {
            HashedLength read = await StreamHash.OfAsync(copy, cancellationToken).ConfigureAwait(false);
            if (read.Length != source.Length)
                throw Corrupt(path, string.Create(CultureInfo.InvariantCulture, $"{read.Length} bytes came back, the source has {source.Length}"));

            return string.Equals(read.Sha256, source.Sha256, StringComparison.Ordinal)
                ? new CopyProof(VerificationDepth.Whole, Seed: null, read.Length)
                : throw Corrupt(path, $"its SHA-256 is {read.Sha256}, the source's is {source.Sha256}");
        }
    }

    private PosBackupException Corrupt(TargetPath path, string why) => new(
        ErrorCode.CopyCorrupt, $"{path} on {target.Name} is not what was sent: {why}", "The copy does not count. If it happens again, have the disk and the memory of the server checked.");
}

/// <summary>The source of a copy, open.</summary>
/// <param name="Stream">Its bytes; moved about while it is compared.</param>
/// <param name="Length">How many there are.</param>
/// <param name="Sha256">Their SHA-256, lower-case hexadecimal.</param>
internal sealed record SourceContent(Stream Stream, long Length, string Sha256);
