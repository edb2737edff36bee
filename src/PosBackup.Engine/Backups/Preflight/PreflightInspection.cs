using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Backups.Selection;
using PosBackup.Engine.Files;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Backups.Preflight;

/// <summary>
/// Looks ahead, in the order in which a backup would fail: path, databases, certificate, probe, space. Stops at nothing; every finding is
/// a check of the report.
/// </summary>
internal sealed class PreflightInspection(SqlSession session, InstanceFacts instance, BackupOptions options, IFolderProbe probe, IDriveLookup drives, TimeProvider clock)
{
    /// <summary>Characters of the longest name that is put behind a folder, but for the database's.</summary>
    private const int LongestNameRest = 48;

    /// <summary>A database of the run takes the part of model in the probe only when it is no larger.</summary>
    private const long SmallDatabase = 256L << 20;

    private readonly List<PreflightCheck> _checks = [];

    /// <summary>Looks.</summary>
    /// <param name="selected">The requested databases.</param>
    /// <param name="cancellationToken">Breaks the probe off.</param>
    public async Task<PreflightResult> RunAsync(IReadOnlyList<SelectedDatabase> selected, CancellationToken cancellationToken)
    {
        _checks.Add(Passed(PreflightSubject.Instance, $"{instance.Name} is {instance.Edition} {instance.Version}; the login is {instance.Login}"));
        ServiceAccount account = await ServiceAccountQuery.ReadAsync(session, instance, cancellationToken).ConfigureAwait(false);
        string? folder = await FolderAsync(cancellationToken).ConfigureAwait(false);
        CheckDatabases(selected);
        await CheckCertificateAsync(cancellationToken).ConfigureAwait(false);

        ProbeResult probed = folder is null || !await CheckPathAsync(folder, selected, cancellationToken).ConfigureAwait(false) ? new ProbeResult() : await ProbeAsync(folder, account, selected, cancellationToken).ConfigureAwait(false);
        bool compress = options.Compression == CompressionMode.On || (options.Compression == CompressionMode.Auto && probed.CanCompress == true);
        bool visible = probed.Visible ?? (folder is not null && IsSharedWith(folder) && Directory.Exists(folder));
        long? free = folder is null ? null : await FreeSpace.ReadAsync(session, folder, visible, cancellationToken).ConfigureAwait(false);
        if (folder is not null)
            await CheckSpaceAsync(folder, free, compress, selected, cancellationToken).ConfigureAwait(false);

        var report = new PreflightReport
        {
            Instance = instance.Name,
            Edition = instance.Edition,
            Version = instance.Version,
            ServiceAccount = account.Name,
            IsServiceAccountGuessed = account.IsGuess,
            Folder = folder ?? "",
            IsLocal = instance.IsOn(Environment.MachineName),
            FilesVisible = probed.Visible,
            CanCompress = probed.CanCompress,
            FreeBytes = free,
            Checks = _checks,
        };
        return new PreflightResult(report, new FolderFacts(folder ?? "", visible, compress));
    }

    private async Task<string?> FolderAsync(CancellationToken cancellationToken)
    {
        string? folder = options.Folder
            ?? (options.MediaFile is { } file ? ServerPath.Folder(file) : await DefaultFolderQuery.ReadAsync(session, instance, cancellationToken).ConfigureAwait(false));
        if (folder is null)
            _checks.Add(Failed(PreflightSubject.Path, ErrorCode.InvalidOption, $"{instance.Name} does not tell its default backup folder", "Name a folder."));

        return folder;
    }

    private async Task<bool> CheckPathAsync(string folder, IReadOnlyList<SelectedDatabase> selected, CancellationToken cancellationToken)
    {
        int longestName = selected.Select(one => FileNameText.Of(one.Name).Length).DefaultIfEmpty(0).Max() + LongestNameRest;
        PreflightCheck check = options.MediaFile is { } file
            ? new PathRules(drives).Check(file, MediaPlanner.PartialExtension.Length + BackupFileName.IdLength + 1)
            : new PathRules(drives).Check(folder, longestName);
        if (check.Outcome == PreflightOutcome.Passed)
            check = await FindMistakenKindAsync(folder, cancellationToken).ConfigureAwait(false) ?? check;

        _checks.Add(check);
        return check.Outcome == PreflightOutcome.Passed;
    }

    /// <summary>A file that was given as the folder, or a folder as the file; null when neither is seen.</summary>
    private async Task<PreflightCheck?> FindMistakenKindAsync(string folder, CancellationToken cancellationToken)
    {
        if (options.MediaFile is { } file && await PathKindQuery.ReadAsync(session, instance, file, cancellationToken).ConfigureAwait(false) == PathKind.Folder)
            return Failed(PreflightSubject.Path, ErrorCode.InvalidOption, $"{file} is a folder, not a media file", "Name a file in it, or give it as the folder.");

        return await PathKindQuery.ReadAsync(session, instance, folder, cancellationToken).ConfigureAwait(false) == PathKind.File
            ? Failed(PreflightSubject.Path, ErrorCode.InvalidOption, $"{folder} is a file, not a folder", "Name the folder that backups are to go to, or give the file as the media file.")
            : null;
    }

    private void CheckDatabases(IReadOnlyList<SelectedDatabase> selected)
    {
        foreach (SelectedDatabase one in selected)
        {
            _checks.Add(one.Refusal is { } refusal
                ? new PreflightCheck(
                    PreflightSubject.Databases,
                    refusal.Outcome == Catalog.RunOutcome.Skipped ? PreflightOutcome.Warned : PreflightOutcome.Failed,
                    refusal.Code,
                    refusal.Message,
                    refusal.Hint)
                : RightRules.Check(one.Database!, options.Kind, instance));
        }
    }

    private async Task CheckCertificateAsync(CancellationToken cancellationToken)
    {
        if (options.Encryption is not { } encryption)
            return;

        CertificateRow? certificate = await CertificateQuery.ReadAsync(session, encryption.Certificate, cancellationToken).ConfigureAwait(false);
        _checks.Add(CertificateRules.Check(encryption.Certificate, certificate, clock.GetUtcNow()));
    }

    private async Task<ProbeResult> ProbeAsync(string folder, ServiceAccount account, IReadOnlyList<SelectedDatabase> selected, CancellationToken cancellationToken)
    {
        IEnumerable<string> candidates = selected
            .Where(one => one is { Refusal: null, Database: { } database } && database.DataBytes <= SmallDatabase)
            .OrderBy(one => one.Database!.DataBytes)
            .Select(one => one.Name)
            .Prepend("model")
            .Distinct(StringComparer.Ordinal);
        ProbeResult result = await probe.RunAsync(instance, folder, candidates, options, cancellationToken).ConfigureAwait(false);
        _checks.AddRange(ProbeRules.Check(result, folder, account, instance, options));
        return result;
    }

    private async Task CheckSpaceAsync(string folder, long? free, bool compress, IReadOnlyList<SelectedDatabase> selected, CancellationToken cancellationToken)
    {
        SpaceEstimate? sum = new(0, IsCeiling: false);
        var estimator = new SpaceEstimator(session, instance);
        foreach (SelectedDatabase one in selected.Where(one => one.Refusal is null))
        {
            SpaceEstimate? estimate = await estimator.EstimateAsync(one.Database!, options.Kind, compress, cancellationToken).ConfigureAwait(false);
            sum = sum is null || estimate is null ? null : sum + estimate;
        }

        _checks.Add(SpaceRules.Check(folder, free, sum));
    }

    /// <summary>Whether a folder of this machine is the instance's folder of that path.</summary>
    private bool IsSharedWith(string folder) => instance.IsOn(Environment.MachineName) || ServerPath.IsUnc(folder);

    private static PreflightCheck Passed(PreflightSubject subject, string message) => new(subject, PreflightOutcome.Passed, ErrorCode.None, message);

    private static PreflightCheck Failed(PreflightSubject subject, ErrorCode code, string message, string hint) => new(subject, PreflightOutcome.Failed, code, message, hint);
}

/// <summary>The report, and what the next steps need of it.</summary>
internal sealed record PreflightResult(PreflightReport Report, FolderFacts Folder)
{
    /// <summary>What stands in the way of every backup of the run; null when nothing does. Databases and space are judged one by one later.</summary>
    public PreflightCheck? Obstacle => Report.Checks.FirstOrDefault(check =>
        check.Outcome == PreflightOutcome.Failed && check.Subject is not (PreflightSubject.Databases or PreflightSubject.Space));
}
