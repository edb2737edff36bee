using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Settings;

/// <summary>Where the secrets of a target are.</summary>
internal static class TargetSecrets
{
    public static IEnumerable<SecretReference> Of(TargetDefinition target) => (target switch
    {
        FolderDefinition folder => [folder.Password],
        SftpDefinition sftp => [sftp.Endpoint.Password, sftp.Endpoint.Passphrase, sftp.Jump?.Password, sftp.Jump?.Passphrase],
        FtpDefinition ftp => [ftp.Password],
        _ => (SecretReference?[])[],
    }).OfType<SecretReference>();
}
