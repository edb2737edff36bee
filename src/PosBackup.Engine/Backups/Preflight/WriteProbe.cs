using System.Globalization;
using System.Text.RegularExpressions;
using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Backups.Steps;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Backups.Preflight;

/// <summary>
/// Backs up a tiny database to the folder and deletes it again: the only honest answer to whether the account of the instance can write
/// there, whether the edition compresses and encrypts, and whether this process sees the file. COPY_ONLY, so no chain notices.
/// </summary>
internal sealed partial class WriteProbe(SqlSession session, TimeProvider clock) : IFolderProbe
{
    public const string Prefix = "posbackup_probe_";

    private static readonly TimeSpan StallTimeout = TimeSpan.FromMinutes(2);

    /// <summary>How long to wait for whoever else backs up the same small database, time after time: another run's probe takes a moment.</summary>
    private static readonly TimeSpan[] Waits = [.. new[] { 100, 200, 400, 800, 1600, 2000, 2000, 2000 }.Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds))];

    /// <summary>Whether a file has the name of a probe: a database may well be called so too, its backups are not.</summary>
    public static bool IsName(string fileName) => Name().IsMatch(fileName);

    /// <summary>Tries the candidates in turn until the login may back one up.</summary>
    public async Task<ProbeResult> RunAsync(InstanceFacts instance, string folder, IEnumerable<string> candidates, BackupOptions options, CancellationToken cancellationToken)
    {
        var denied = new ProbeResult();
        foreach (string database in candidates)
        {
            ProbeResult result = await TryPatientlyAsync(folder, database, options.Compression, options.Encryption, cancellationToken).ConfigureAwait(false);
            if (result.Error?.Code != ErrorCode.InstanceAccessDenied)
                return result with { Database = database };

            denied = new ProbeResult { Error = result.Error, Database = database };
        }

        return denied;
    }

    /// <summary>No other candidate is taken while this one is busy: the probe of a database that is in use would in turn make its own backup fail.</summary>
    private async Task<ProbeResult> TryPatientlyAsync(string folder, string database, CompressionMode compression, BackupEncryption? encryption, CancellationToken cancellationToken)
    {
        ProbeResult result = await TryAsync(folder, database, compression, encryption, cancellationToken).ConfigureAwait(false);
        foreach (TimeSpan wait in Waits)
        {
            if (result.Error?.Code != ErrorCode.Busy)
                return result;

            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
            result = await TryAsync(folder, database, compression, encryption, cancellationToken).ConfigureAwait(false);
        }

        return result.Error?.Code == ErrorCode.Busy ? result with { CanWrite = null } : result;
    }

    private async Task<ProbeResult> TryAsync(string folder, string database, CompressionMode compression, BackupEncryption? encryption, CancellationToken cancellationToken)
    {
        bool compress = compression != CompressionMode.Off;
        BackupCommand command = Command(folder, database, compress, encryption);
        string file = command.Files[0];
        PosBackupException? error = await BackUpAsync(command, cancellationToken).ConfigureAwait(false);
        bool? canCompress = compress && error is null ? true : null;
        if (compress && error?.Code == ErrorCode.NotSupportedByEdition)
        {
            error = await BackUpAsync(command with { Compress = false }, cancellationToken).ConfigureAwait(false);
            canCompress = error?.Code == ErrorCode.NotSupportedByEdition ? null : false;
        }

        bool visible = File.Exists(file);
        bool gone = (error is not null && !visible) || await Leftovers.RemoveAsync(session, file, CancellationToken.None).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return new ProbeResult
        {
            CanWrite = error is null,
            Error = error,
            CanCompress = canCompress,
            Visible = error is null ? visible : null,
            LeftBehind = gone ? null : file,
        };
    }

    private static BackupCommand Command(string folder, string database, bool compress, BackupEncryption? encryption)
    {
        var mark = Guid.NewGuid();
        return new BackupCommand
        {
            Database = database,
            Kind = BackupKind.Full,
            CopyOnly = true,
            Compress = compress,
            Encryption = encryption,
            Files = [ServerPath.Join(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{mark:N}.bak"))],
            Name = "PosBackup probe",
            Description = SetMark.Describe("probe, to be deleted", mark),
        };
    }

    private async Task<PosBackupException?> BackUpAsync(BackupCommand command, CancellationToken cancellationToken)
    {
        StatementOutcome outcome = await new SmoBackup(clock)
            .RunAsync(session.Options, command, StallTimeout, static _ => { }, () => FileLength.Of(command.Files), cancellationToken).ConfigureAwait(false);
        return outcome.Error;
    }

    [GeneratedRegex($"^{Prefix}[0-9a-f]{{32}}[.]bak$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
