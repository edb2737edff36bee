using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Folder;
using PosBackup.Engine.Targets.Folder.Volumes;
using PosBackup.Engine.Targets.Ftp;
using PosBackup.Engine.Targets.Ftp.Scan;
using PosBackup.Engine.Targets.Sftp;
using PosBackup.Engine.Targets.Sftp.Scan;
using PosBackup.Engine.Targets.Trust;

namespace PosBackup.Engine.Targets;

/// <summary>What makes the targets of each kind, and asks their servers who they are.</summary>
internal sealed record TargetFactories
{
    public Func<FolderDefinition, IBackupTarget> Folder { get; init; } = NotThere;

    public Func<SftpDefinition, IBackupTarget> Sftp { get; init; } = NotThere;

    public Func<FtpDefinition, IBackupTarget> Ftp { get; init; } = NotThere;

    /// <summary>A scan of the server, or with true of its jump host.</summary>
    public Func<SftpDefinition, bool, IIdentityScan> SshScan { get; init; } = (definition, _) => throw Missing(definition);

    public Func<FtpDefinition, IIdentityScan> CertificateScan { get; init; } = definition => throw Missing(definition);

    /// <summary>The real ones.</summary>
    public static TargetFactories Create(ISecretSource secrets, string askpassProgram, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentException.ThrowIfNullOrEmpty(askpassProgram);
        ArgumentNullException.ThrowIfNull(clock);
        return new TargetFactories
        {
            Folder = definition => new FolderTarget(definition, secrets, VolumeLookup.ForThisMachine()),
            Sftp = definition => new SftpTarget(definition, secrets, askpassProgram, clock),
            SshScan = (definition, jump) => new SshIdentityScan(definition, jump ? definition.Jump! : definition.Endpoint, clock),
            Ftp = definition => new FtpTarget(definition, secrets, clock),
            CertificateScan = definition => new CertificateScan(definition, clock),
        };
    }

    private static IBackupTarget NotThere(TargetDefinition definition) => throw Missing(definition);

    private static TargetException Missing(TargetDefinition definition) => new(
        TargetFailure.Config, $"{definition.Name}: this version cannot reach targets of the kind {definition.Kind}", "use a version that can, or define the target as another kind");
}
