using System.Globalization;
using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Backups.Steps;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;

namespace PosBackup.Engine.Backups.Healing;

/// <summary>Heals one media file of a database whose lock is held.</summary>
/// <param name="run">The run.</param>
/// <param name="database">The database.</param>
/// <param name="intent">The files that runs which are over wanted to make.</param>
internal sealed class MediaHealer(RunContext run, string database, IReadOnlySet<string> intent)
{
    private const string NotWhole = "is not whole: a backup that was broken off, damage, or a copy that is still being made";

    /// <summary>A file that was to take another's name: finishes the swap when it is whole and newer, else sets it aside.</summary>
    public async Task<HealingOutcome> FinishSwapAsync(string partial, string final, CancellationToken cancellationToken)
    {
        if (!intent.Contains(partial))
            return HealingOutcome.LeftAlone(partial, $"was to take the place of {final}, and no run of this folder is known to have made it");

        MediaFile media = await InspectAsync(partial, cancellationToken).ConfigureAwait(false);
        bool isWhole = media.Sets is [{ FinishedAt: not null } set] && SetMark.IsOurs(set);
        VerificationReport? report = isWhole ? await VerifyAsync([partial], cancellationToken).ConfigureAwait(false) : null;
        if (report is not { Verdict: Verdict.Intact })
            return Aside([partial], $"{final} stayed as it was");

        if (!await IsNewerAsync(media.Sets[0], final, cancellationToken).ConfigureAwait(false))
            return HealingOutcome.LeftAlone(partial, $"is whole, and is not newer than {final}, the place of which it was to take");

        SwapIntoPlace.Run(partial, final);
        await RecordAsync([final], report, cancellationToken).ConfigureAwait(false);
        return HealingOutcome.Did($"{partial}, finished and verified, took the place of {final}");
    }

    /// <summary>Media without a manifest that describes it.</summary>
    public async Task<HealingOutcome> HealAsync(string file, CancellationToken cancellationToken)
    {
        MediaFile media = await InspectAsync(file, cancellationToken).ConfigureAwait(false);
        KnownMedia known = await KnownMedia.OfAsync(run, database, media, cancellationToken).ConfigureAwait(false);
        bool isForeign = media.Sets.Count > 0 && !media.Sets.All(SetMark.IsOurs);
        if (media.IsEncrypted || (isForeign && known.IsUnknown))
            return HealingOutcome.Nothing;

        if (known.Manifest is { } manifest && manifest.Describes(media) && !WasMendedSince(manifest))
            return Relearn(manifest);

        bool isKept = IsSwapped(file) || known.IsKeptIn(media);
        if (isKept && !isForeign && media.Sets.Count > 0 && media.Sets.All(set => set.FinishedAt is not null))
            return await DescribeAsync(file, media, known, cancellationToken).ConfigureAwait(false);

        if (isKept && known.Manifest is { } shorter && TailIsUnfinished(media, shorter, known))
            return await CutBackAsync(file, shorter, cancellationToken).ConfigureAwait(false);

        if (known.Either is { } written)
            return await JudgeAsync(file, media, written, cancellationToken).ConfigureAwait(false);

        IReadOnlyList<string> stripes = [.. Stripes.Of(file, BackupFileName.TryParse(Path.GetFileName(file))?.Stripes ?? media.Stripes).Where(File.Exists)];
        return known.IsUnknown && media.Sets.Count <= 1 && stripes.All(intent.Contains)
            ? Aside(stripes, "the run that made it was broken off")
            : HealingOutcome.LeftAlone(file, NotWhole);
    }

    /// <summary>Whether a run that is over gave the file the place of what manifest and catalog still describe.</summary>
    private bool IsSwapped(string file) => intent.Any(one =>
        one.StartsWith(file + ".", StringComparison.Ordinal) && one.EndsWith(MediaPlanner.PartialExtension, StringComparison.Ordinal) && !File.Exists(one));

    /// <summary>Found damaged once, and written again after that.</summary>
    private static bool WasMendedSince(Manifest manifest) =>
        manifest.LatestProof() is { Verdict: Verdict.Damaged } proof && File.GetLastWriteTimeUtc(manifest.Media.Path) > proof.At.UtcDateTime;

    /// <summary>Whether nothing but unfinished sets that nobody knows lies behind what the manifest describes.</summary>
    private static bool TailIsUnfinished(MediaFile media, Manifest manifest, KnownMedia known)
    {
        HashSet<Guid> described = [.. manifest.Media.Sets.Select(set => set.SetGuid)];
        return media.Length > manifest.Media.Length
            && known.Sets.All(set => described.Contains(set.SetGuid))
            && media.Sets.All(set => described.Contains(set.SetGuid) || set.FinishedAt is null);
    }

    /// <summary>The older one may have been replaced meanwhile, by a run or by hand.</summary>
    private static async Task<bool> IsNewerAsync(BackupSet set, string final, CancellationToken cancellationToken)
    {
        if (!File.Exists(final))
            return true;

        MediaFile old = await InspectAsync(final, cancellationToken).ConfigureAwait(false);
        return old.Sets.Count > 0 && old.Sets.All(one => one.FamilyGuid == set.FamilyGuid && one.SetGuid != set.SetGuid && one.LastLsn <= set.LastLsn);
    }

    private static HealingOutcome Aside(IReadOnlyList<string> files, string why)
    {
        string names = string.Join(", ", files);
        return SetAside.Files(files) is { } problem
            ? HealingOutcome.LeftAlone(names, $"{NotWhole}, and {problem}")
            : HealingOutcome.Did($"{names}, unfinished, was set aside as {string.Join(", ", files.Select(file => Path.GetFileName(file) + SetAside.Extension))}: {why}");
    }

    private async Task<HealingOutcome> DescribeAsync(string file, MediaFile media, KnownMedia known, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> stripes = Stripes.Of(file, media.Stripes);
        if (stripes.FirstOrDefault(one => !File.Exists(one)) is { } missing)
            return HealingOutcome.LeftAlone(file, $"lacks its stripe {missing}");

        VerificationReport report = await VerifyAsync(stripes, cancellationToken).ConfigureAwait(false);
        if (report.Verdict == Verdict.Damaged && known.Either is { } written)
            return await CondemnAsync(file, media, written, report, cancellationToken).ConfigureAwait(false);

        await RecordAsync(stripes, report, cancellationToken).ConfigureAwait(false);
        return report.Verdict == Verdict.Damaged
            ? HealingOutcome.Damaged(file, $"is damaged: {Worst(report)}")
            : HealingOutcome.Did($"{file} had no manifest that describes it; it was verified ({report.Verdict}) and got one");
    }

    private static async Task<HealingOutcome> CutBackAsync(string file, Manifest manifest, CancellationToken cancellationToken)
    {
        if (AppendGuard.FromManifest(manifest) is not { } guard)
            return HealingOutcome.LeftAlone(file, "has an unfinished set behind its last one, and no hash to prove what is before it");

        string? problem = await guard.FindProblemAsync(cancellationToken).ConfigureAwait(false)
            ?? await SetAside.TailAsync(file, manifest.Media.Length, cancellationToken).ConfigureAwait(false)
            ?? (await guard.RestoreAsync(cancellationToken).ConfigureAwait(false) is [var first, ..] ? first : null);
        return problem is null
            ? HealingOutcome.Did(string.Create(CultureInfo.InvariantCulture, $"{file} had an unfinished set behind its last one; it was cut back to {manifest.Media.Length} bytes, and what came off was set aside as {Path.GetFileName(file)}{SetAside.Extension}"))
            : HealingOutcome.LeftAlone(file, $"has an unfinished set behind its last one: {problem}");
    }

    /// <summary>Media that was whole once and does not look so now. Only bytes of the same length are called damaged: else it may be a copy on its way.</summary>
    private async Task<HealingOutcome> JudgeAsync(string file, MediaFile media, Manifest written, CancellationToken cancellationToken)
    {
        if (media.Length != written.Media.Length)
        {
            return HealingOutcome.Damaged(file, string.Create(
                CultureInfo.InvariantCulture, $"is not what was written: it has {media.Length} bytes, {written.Media.Length} bytes with {CountText.Of(written.Media.Sets.Count, "set")} are on record"));
        }

        VerificationReport report = await VerifyAsync(Stripes.Of(file, written.Media.Stripes), cancellationToken).ConfigureAwait(false);
        return await CondemnAsync(file, media, written, report, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The record of what was written stays and gets the proof of damage, so that no chain is built on it.</summary>
    private async Task<HealingOutcome> CondemnAsync(string file, MediaFile media, Manifest written, VerificationReport report, CancellationToken cancellationToken)
    {
        if (report.Verdict == Verdict.Damaged && media.Length == written.Media.Length)
        {
            var proof = new Proof { Level = report.Level, Verdict = report.Verdict, At = run.Clock.GetUtcNow(), ToolVersion = ToolVersion.Current };
            IReadOnlyList<Manifest> condemned = [written.With(proof)];
            var record = new RecordBackup(run);
            await record.WriteAsync(condemned, cancellationToken).ConfigureAwait(false);
            record.Catalog(condemned);
        }

        if (report.Verdict != Verdict.Damaged)
            return HealingOutcome.Damaged(file, string.Create(CultureInfo.InvariantCulture, $"is not what was written: it holds other sets than the {written.Media.Sets.Count} on record"));

        return HealingOutcome.Damaged(file, string.Create(CultureInfo.InvariantCulture, $"is damaged ({Worst(report)}); {CountText.Of(written.Media.Sets.Count, "set was", "sets were")} written to it"));
    }

    /// <summary>The catalog is told again; it makes no difference where it knows already.</summary>
    private HealingOutcome Relearn(Manifest manifest)
    {
        bool isKnown = run.Catalog?.List(new CatalogFilter { MediaSetId = manifest.Media.MediaSetId }).Any(entry => ServerPath.Same(entry.Path, manifest.Media.Path) && entry.Manifest.Describes(manifest.Media)) ?? true;
        return !isKnown && new RecordBackup(run).Catalog([manifest]) is null
            ? HealingOutcome.Did($"the catalog did not know {manifest.Media.Path}; it was told")
            : HealingOutcome.Nothing;
    }

    private async Task RecordAsync(IReadOnlyList<string> files, VerificationReport report, CancellationToken cancellationToken)
    {
        var record = new RecordBackup(run);
        var written = new WrittenSet(report.Media[0].Sets[^1], report.Media[0], report.Media[0].Sets);
        IReadOnlyList<Manifest> manifests = await record.ManifestsAsync(files, written, new Verification { Report = report }, cancellationToken).ConfigureAwait(false);
        await record.WriteAsync(manifests, cancellationToken).ConfigureAwait(false);
        record.Catalog(manifests);
    }

    private static string Worst(VerificationReport report) => report.Findings.MaxBy(finding => finding.Severity)?.Message ?? report.Verdict.ToString();

    private static async Task<MediaFile> InspectAsync(string file, CancellationToken cancellationToken) =>
        (await MediaInspector.InspectAsync(file, cancellationToken).ConfigureAwait(false)).Media;

    private static Task<VerificationReport> VerifyAsync(IReadOnlyList<string> files, CancellationToken cancellationToken) =>
        MediaVerifier.VerifyAsync(files, new VerifyOptions(), progress: null, cancellationToken);
}
