using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Transfers.Proving;

namespace PosBackup.Engine.Transfers.Uploading;

/// <summary>Writes the manifest beside a proven copy, and tells what the catalog is to remember.</summary>
internal sealed class CopyRecord(UploadContext context, SyncItem item)
{
    private DateTimeOffset Now => context.Clock.GetUtcNow();

    /// <summary>The record of a copy that was just sent and proven, after its manifest was written.</summary>
    public async Task<BackupCopy> WriteAsync(string sha256, CopyProof proof, CancellationToken cancellationToken)
    {
        Manifest manifest = item.Manifest with { Sha256 = sha256 };
        if (proof.Depth == VerificationDepth.Whole)
            manifest = manifest.With(new Proof { Level = VerificationLevel.L0, Verdict = Verdict.Intact, At = Now, ToolVersion = ToolVersion.Current });

        await WriteManifestAsync(manifest, cancellationToken).ConfigureAwait(false);
        return Of(sha256, proof, shippedAt: Now, wholeAt: null);
    }

    /// <summary>The record of a copy that was there and was proven anew.</summary>
    public BackupCopy Of(string sha256, CopyProof proof, DateTimeOffset shippedAt, DateTimeOffset? wholeAt) => new()
    {
        Target = context.Target.Name,
        Medium = context.Description.Medium ?? "",
        Address = context.Address,
        Source = Path.GetFullPath(item.File),
        Path = item.Path.Value,
        Sha256 = sha256,
        Length = item.Manifest.Media.Length,
        MediaSetId = item.Manifest.Media.MediaSetId,
        Stripe = item.Manifest.Media.Stripe,
        ShippedAt = shippedAt,
        ProvenAt = Now,
        Depth = proof.Depth,
        WholeAt = proof.Depth == VerificationDepth.Whole ? Now : wholeAt,
        Seed = proof.Seed,
        ToolVersion = ToolVersion.Current,
    };

    /// <summary>Under a temporary name first: a manifest is there whole or not at all.</summary>
    public async Task WriteManifestAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        byte[] content = ManifestStore.Format(manifest);
        TargetPath path = RepositoryLayout.ManifestOf(item.Path);
        TargetPath part = RepositoryLayout.PartOf(path, RepositoryLayout.IdOf(manifest));
        using var stream = new MemoryStream(content, writable: false);
        await context.Target.PutAsync(part, stream, new PutRequest { Length = content.Length }, cancellationToken).ConfigureAwait(false);
        await context.Target.RenameAsync(part, path, cancellationToken).ConfigureAwait(false);
    }
}
