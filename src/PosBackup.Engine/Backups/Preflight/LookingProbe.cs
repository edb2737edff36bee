using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Backups.Preflight;

/// <summary>Writes nothing: tells what the edition is known for, that a folder is missing, and that a file which lies there is seen by the instance and by this process.</summary>
internal sealed class LookingProbe(SqlSession session) : IFolderProbe
{
    public async Task<ProbeResult> RunAsync(InstanceFacts instance, string folder, IEnumerable<string> candidates, BackupOptions options, CancellationToken cancellationToken)
    {
        PosBackupException? error = options.Encryption is not null && EditionRules.CanEncrypt(instance) == false
            ? new PosBackupException(ErrorCode.NotSupportedByEdition, $"{instance.Name} ({instance.Edition}) does not encrypt backups", "Leave encryption out.")
            : await KindAsync(instance, folder, cancellationToken).ConfigureAwait(false) == PathKind.Nothing
            ? new PosBackupException(ErrorCode.FolderNotWritable, $"there is no folder {folder}", "Create the folder on the instance's machine.")
            : null;
        return new ProbeResult
        {
            CanWrite = error is null ? null : false,
            Error = error,
            CanCompress = options.Compression == CompressionMode.Off ? null : EditionRules.CanCompress(instance),
            Visible = await IsSeenByBothAsync(instance, folder, cancellationToken).ConfigureAwait(false) ? true : null,
        };
    }

    /// <summary>Names of ours have digits that no other folder's have, so one file is proof enough; any other is the next best.</summary>
    private async Task<bool> IsSeenByBothAsync(InstanceFacts instance, string folder, CancellationToken cancellationToken)
    {
        string? file = FindFile(folder);
        return file is not null && await KindAsync(instance, file, cancellationToken).ConfigureAwait(false) == PathKind.File;
    }

    private static string? FindFile(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? OurFiles.Named(folder).Select(one => one.Path).FirstOrDefault() ?? Directory.EnumerateFiles(folder).FirstOrDefault() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private Task<PathKind> KindAsync(InstanceFacts instance, string path, CancellationToken cancellationToken) => PathKindQuery.ReadAsync(session, instance, path, cancellationToken);
}
