using System.Globalization;
using PosBackup.Engine;
using Spectre.Console;

namespace PosBackup.Cli.Settings;

/// <summary>Where a password comes from: the file that is named, else the environment, else a prompt on a terminal.</summary>
internal static class PasswordSource
{
    public const string Variable = "POSBACKUP_SQL_PASSWORD";

    private const int LongestPassword = 128;

    public static Secret Read(string user, FileInfo? file)
    {
        if (file is not null)
            return FromFile(file);

        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } password)
            return new Secret(password);

        if (Console.IsInputRedirected || Console.IsErrorRedirected)
        {
            throw new PosBackupException(
                ErrorCode.InvalidOption, $"there is no password for {user}", $"set {Variable}, name a --password-file, or run on a terminal to be asked");
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return new Secret(console.Prompt(new TextPrompt<string>($"Password of {Markup.Escape(user)}:").Secret(mask: null).AllowEmpty()));
    }

    private static Secret FromFile(FileInfo file)
    {
        try
        {
            using StreamReader reader = file.OpenText();
            return new Secret(FirstLine(reader, file.FullName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PosBackupException(ErrorCode.FileAccess, $"cannot read the password file {file.FullName}: {e.Message}", "check that it exists and that this account may read it", e);
        }
    }

    /// <summary>Reads no more than a password can be long: the file may be any, and have no line at all.</summary>
    private static string FirstLine(StreamReader reader, string path)
    {
        var buffer = new char[LongestPassword + 2];
        string text = new(buffer, 0, reader.ReadBlock(buffer));
        string line = text.Split('\n')[0].TrimEnd('\r');
        if (line.Length == 0)
            throw Unusable($"the password file {path} has an empty first line", "write the password into its first line");

        if (line.Any(char.IsControl))
            throw Unusable($"the first line of the password file {path} holds NUL or control characters", "save it as text in UTF-8");

        return line.Length <= LongestPassword
            ? line
            : throw Unusable(string.Create(CultureInfo.InvariantCulture, $"the first line of the password file {path} is longer than {LongestPassword} characters, as no password of SQL Server is"), "name the right file");
    }

    private static PosBackupException Unusable(string message, string hint) => new(ErrorCode.InvalidOption, message, hint);
}
