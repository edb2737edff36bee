using PosBackup.Engine.Catalog;
using PosBackup.Engine.Drills.Evidence;
using PosBackup.Engine.Files;
using PosBackup.Engine.Media;
using PosBackup.Engine.Restores;

namespace PosBackup.Engine.Drills.Steps;

/// <summary>
/// Writes what a drill proved beside the media and into the catalog, where the catalog expects the file and it is unchanged. A proof is about
/// a whole file: one with sets that were not restored gets none.
/// </summary>
internal sealed class ProofRecorder(BackupCatalog catalog)
{
    /// <summary>Records; gives what could not be written.</summary>
    public async Task<IReadOnlyList<RestoreNote>> RecordAsync(DrillEvidence evidence, CancellationToken cancellationToken)
    {
        if (!IsProof(evidence))
            return [];

        var proof = new Proof
        {
            Level = evidence.Level,
            Verdict = Verdict.Intact,
            At = evidence.FinishedAt,
            Instance = evidence.RestoredOn.Name,
            ToolVersion = evidence.ToolVersion,
        };
        HashSet<Guid> restored = [.. evidence.Sets.Select(set => set.SetGuid)];
        HashSet<string> used = evidence.Sets.SelectMany(set => set.Files).Select(file => PathIdentity.Key(file.Path)).ToHashSet(StringComparer.Ordinal);
        Manifest[] expected =
        [
            .. restored
                .SelectMany(guid => catalog.List(new CatalogFilter { SetGuid = guid }))
                .Where(entry => entry.Presence == MediaPresence.Present && used.Contains(PathIdentity.Key(entry.Path)))
                .DistinctBy(entry => PathIdentity.Key(entry.Path), StringComparer.Ordinal)
                .Select(entry => entry.Manifest)
                .Where(manifest => manifest.Media.Sets.All(set => restored.Contains(set.SetGuid))),
        ];
        var notes = new List<RestoreNote>();
        foreach (Manifest manifest in expected)
        {
            try
            {
                // What another run wrote beside the file meanwhile is newer than the catalog.
                Manifest? beside = await ManifestStore.ReadAsync(manifest.Media.Path, cancellationToken).ConfigureAwait(false);
                Manifest proven = (beside is not null && beside.Describes(manifest.Media) ? beside : manifest).With(proof);
                catalog.Record([proven]);
                await ManifestStore.WriteAsync(manifest.Media.Path, proven, cancellationToken).ConfigureAwait(false);
            }
            catch (PosBackupException e)
            {
                notes.Add(new RestoreNote($"the proof of {manifest.Media.Path} could not be written beside it: {e.Message}", e.Hint));
            }
        }

        return notes;
    }

    /// <summary>A database that is damaged inside, or not what was expected, is no proof of its backup.</summary>
    private static bool IsProof(DrillEvidence evidence) =>
        evidence.Level >= VerificationLevel.L2
        && evidence.CheckDb.Outcome == CheckDbOutcome.Clean
        && evidence.Assertions.All(assertion => assertion.Outcome != AssertionOutcome.Failed);
}
