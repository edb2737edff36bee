using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Targets.Sftp.Processes;

/// <summary>
/// The files that ssh reads while it connects, in a folder that is this account's alone: configuration and pinned host keys. No secrets.
/// They are gone as soon as the session has begun or failed; a rekeying does not read them again.
/// </summary>
internal sealed class SshFiles : IDisposable
{
    private readonly DirectoryInfo _folder;

    public SshFiles(SftpDefinition definition)
    {
        _folder = Directory.CreateTempSubdirectory("posbackup-ssh-");
        try
        {
            string knownHosts = Path.Combine(_folder.FullName, "known_hosts");
            if (!SshValues.IsPath(knownHosts) || (definition.Jump is not null && knownHosts.Contains(' ', StringComparison.Ordinal)))
                throw new TargetException(TargetFailure.Config, $"target {definition.Name}: ssh cannot be given the folder for temporary files {_folder.FullName}", "set TMPDIR (on Windows TMP) to a folder without blanks and quotes");

            Write(knownHosts, SshConfiguration.KnownHosts(definition));
            Write(Configuration, SshConfiguration.Write(definition, knownHosts));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Path of the configuration.</summary>
    public string Configuration => Path.Combine(_folder.FullName, "config");

    /// <summary>A folder for the socket that ssh's prompts are answered on.</summary>
    public string Folder => _folder.FullName;

    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // On Windows a program that just ended may hold a file for a moment; the system cleans its folder of temporary files. No secret is in it.
        }
    }

    private static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
