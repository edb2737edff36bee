using System.Net.Sockets;
using System.Text;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Sftp.Askpass;

namespace PosBackup.Engine.Targets.Sftp.Processes;

/// <summary>
/// The files that ssh reads while it connects, in a folder that is this account's alone: configuration and pinned host keys. No secrets.
/// They are gone as soon as the session has begun or failed; a rekeying does not read them again.
/// </summary>
internal sealed class SshFiles : IDisposable
{
    /// <summary>Bytes of a socket's path: Linux takes 107, others 103.</summary>
    private const int LongestSocket = 103;

    private const string Hint = "set TMPDIR (on Windows TMP) to a short folder that exists, with room, in which this account may write";
    private const string ShortFolder = "/tmp";

    private readonly SftpDefinition _definition;
    private readonly DirectoryInfo _folder;

    /// <exception cref="TargetException"><see cref="TargetFailure.Config"/>: they cannot be written; the message names the folder for temporary files.</exception>
    public SshFiles(SftpDefinition definition)
    {
        _definition = definition;
        string parent = Parent();
        try
        {
            _folder = Make(parent);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(parent, exception);
        }

        try
        {
            string knownHosts = Path.Combine(_folder.FullName, "known_hosts");
            if (!SshValues.IsPath(knownHosts) || (definition.Jump is not null && knownHosts.Contains(' ', StringComparison.Ordinal)))
                throw new TargetException(TargetFailure.Config, $"target {definition.Name}: ssh cannot be given the folder for temporary files {_folder.FullName}", "set TMPDIR (on Windows TMP) to a folder without blanks and quotes");

            Write(knownHosts, SshConfiguration.KnownHosts(definition));
            Write(Configuration, SshConfiguration.Write(definition, knownHosts));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw Unusable(parent, exception);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Path of the configuration.</summary>
    public string Configuration => Path.Combine(_folder.FullName, "config");

    /// <summary>Path of the socket that ssh's prompts are answered on; not used on Windows.</summary>
    private string Socket => SocketIn(_folder.FullName);

    /// <summary>Begins to answer ssh's prompts.</summary>
    /// <exception cref="TargetException"><see cref="TargetFailure.Config"/>: the socket cannot be made there.</exception>
    public AskpassServer Answer(ExpectedPrompts prompts)
    {
        if (!Fits(Socket))
            throw new TargetException(TargetFailure.Config, $"target {_definition.Name}: the folder for temporary files {Path.GetTempPath()} has too long a name for the socket that ssh is given its password on, and there is no {ShortFolder}", Hint);

        try
        {
            return new AskpassServer(prompts, Socket);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SocketException)
        {
            throw Unusable(_folder.FullName, exception);
        }
    }

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

    private static string SocketIn(string folder) => Path.Combine(folder, "ask");

    private static bool Fits(string socket) => OperatingSystem.IsWindows() || Encoding.UTF8.GetByteCount(socket) <= LongestSocket;

    /// <summary>The folder for temporary files; a shorter one where a socket's path would be too long.</summary>
    private static string Parent()
    {
        string standard = Path.GetTempPath();
        return Fits(SocketIn(Path.Combine(standard, NewName()))) || !Directory.Exists(ShortFolder) ? standard : ShortFolder;
    }

    /// <summary>A folder of a name that nobody can guess, which only this account may look into.</summary>
    private static DirectoryInfo Make(string parent)
    {
        string path = Path.Combine(parent, NewName());
        if (!Directory.Exists(parent))
            throw new DirectoryNotFoundException("there is no such folder");

        return OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string NewName() => $"posbackup-ssh-{Guid.NewGuid():N}";

    private TargetException Unusable(string folder, Exception exception) =>
        new(TargetFailure.Config, $"target {_definition.Name}: the files that ssh needs cannot be written to the folder for temporary files {folder}: {exception.Message}", Hint, exception);

    private static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
