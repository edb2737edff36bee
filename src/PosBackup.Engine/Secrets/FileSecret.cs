using System.Globalization;

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
