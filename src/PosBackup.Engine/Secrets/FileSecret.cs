using System.Globalization;
using System.Text;
using PosBackup.Engine.Files;

namespace PosBackup.Engine.Secrets;

/// <summary>A secret in the first line of a file, UTF-8 (or with a byte order mark that says otherwise).</summary>
public static class FileSecret
{
    /// <summary>Reads it: no more than a secret can be long, as the file may be any, and have no line at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it is, for messages: <c>password file</c>.</param>
    /// <param name="longest">Characters of a secret at most.</param>
    /// <exception cref="PosBackupException">
    /// <see cref="ErrorCode.FileAccess"/>: it cannot be read; <see cref="ErrorCode.InvalidOption"/>: its first line is empty, too long or no text. No part of it is told.
    /// </exception>
    public static Secret Read(string path, string what, int longest)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using StreamReader reader = File.OpenText(path);
            return new Secret(FirstLine(reader, $"{what} {path}", longest));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PosBackupException(ErrorCode.FileAccess, $"cannot read the {what} {path}: {e.Message}", "check that it exists and that this account may read it", e);
        }
    }

    /// <summary>Writes a secret to a file that nobody but this account, and the administrators of the machine, may read; its folder is made when it is not there.</summary>
    /// <exception cref="PosBackupException">
    /// <see cref="ErrorCode.InvalidOption"/>: it could not be read again; <see cref="ErrorCode.FileAccess"/>: the file cannot be written. No part of the secret is told.
    /// </exception>
    public static Task WriteAsync(string path, Secret secret, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(secret);
        string line = secret.Reveal();
        if (line.Length == 0 || line.Any(char.IsControl))
            throw Unusable($"the secret for {path} is empty, or holds control characters", "a secret is one line of text");

        return AtomicFile.WritePrivateAsync(path, Encoding.UTF8.GetBytes(line + "\n"), cancellationToken);
    }

    private static string FirstLine(StreamReader reader, string file, int longest)
    {
        var buffer = new char[longest + 2];
        string text = new(buffer, 0, reader.ReadBlock(buffer));
        string line = text.Split('\n')[0].TrimEnd('\r');
        if (line.Length == 0)
            throw Unusable($"the {file} has an empty first line", "write the secret into its first line");

        if (line.Any(char.IsControl))
            throw Unusable($"the first line of the {file} holds NUL or control characters", "save it as text in UTF-8");

        return line.Length <= longest
            ? line
            : throw Unusable(string.Create(CultureInfo.InvariantCulture, $"the first line of the {file} is longer than {longest} characters, which is too long"), "name the right file");
    }

    private static PosBackupException Unusable(string message, string hint) => new(ErrorCode.InvalidOption, message, hint);
}
