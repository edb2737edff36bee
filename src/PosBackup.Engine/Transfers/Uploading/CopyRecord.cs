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

    /// <summary>Writes the manifest of a copy that was just proven, and gives the record.</summary>
    public async Task<BackupCopy> WriteAsync(string sha256, CopyProof proof, CancellationToken cancellationToken)
    {
        await PublishManifestAsync(await PutManifestAsync(sha256, proof, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return Of(sha256, proof, shippedAt: Now, wholeAt: null);
    }

    /// <summary>Puts the manifest under a temporary name: it is there whole or not at all.</summary>
    public async Task<TargetPath> PutManifestAsync(string sha256, CopyProof proof, CancellationToken cancellationToken)
    {
        Manifest manifest = item.Manifest with { Sha256 = sha256 };
        if (proof.Depth == VerificationDepth.Whole)
            manifest = manifest.With(new Proof { Level = VerificationLevel.L0, Verdict = Verdict.Intact, At = Now, ToolVersion = ToolVersion.Current });

        byte[] content = ManifestStore.Format(manifest);
        TargetPath part = RepositoryLayout.PartOf(RepositoryLayout.ManifestOf(item.Path), RepositoryLayout.IdOf(manifest));
        using var stream = new MemoryStream(content, writable: false);
        await context.Target.PutAsync(part, stream, new PutRequest { Length = content.Length }, cancellationToken).ConfigureAwait(false);
        return part;
    }

    /// <summary>Gives it its name.</summary>
    public Task PublishManifestAsync(TargetPath part, CancellationToken cancellationToken) =>
        context.Target.RenameAsync(part, RepositoryLayout.ManifestOf(item.Path), cancellationToken);

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
        SetGuids = [.. item.Manifest.Media.Sets.Select(set => set.SetGuid)],
        Sets = [.. item.Manifest.Media.Sets.Select(set => set with { Files = [] })],
        ShippedAt = shippedAt,
        ProvenAt = Now,
        Depth = proof.Depth,
        WholeAt = proof.Depth == VerificationDepth.Whole ? Now : wholeAt,
        Seed = proof.Seed,
        ToolVersion = ToolVersion.Current,
    };
}
