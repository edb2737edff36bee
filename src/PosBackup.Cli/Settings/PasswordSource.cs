using PosBackup.Engine;
using PosBackup.Engine.Secrets;

namespace PosBackup.Cli.Settings;

/// <summary>Where a password comes from: the file that is named, else the environment, else a prompt on a terminal.</summary>
internal static class PasswordSource
{
    public const string Variable = "POSBACKUP_SQL_PASSWORD";

    /// <summary>As SQL Server takes them.</summary>
    private const int LongestPassword = 128;

    public static Secret Read(string user, FileInfo? file)
    {
        if (file is not null)
            return FileSecret.Read(file.FullName, "password file", LongestPassword);

        if (HiddenVariables.Find(Variable) is { } password)
            return password;

        if (!Terminal.IsThere)
        {
            throw new PosBackupException(
                ErrorCode.InvalidOption, $"there is no password for {user}", $"set {Variable}, name a --password-file, or run on a terminal to be asked");
        }

        return new Secret(Terminal.AskSecret($"Password of {user}"));
    }
}
