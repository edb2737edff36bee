using PosBackup.Engine.Backups.Placement;

namespace PosBackup.Engine.Backups.Preflight;

/// <summary>The exact line that lets the account of the instance write to a folder.</summary>
internal static class FolderGrant
{
    private const string DefaultUnixAccount = "mssql";

    /// <summary>The line, to be run on the machine that has the folder.</summary>
    /// <param name="folder">Folder as the instance sees it.</param>
    /// <param name="account">Account that the instance runs as.</param>
    /// <param name="machine">Machine of the instance: on a share, local accounts appear as it.</param>
    public static string Line(string folder, string account, string machine)
    {
        if (ServerPath.IsUnix(folder))
            return $"""setfacl -R -m "u:{UnixAccount(account)}:rwX,d:u:{UnixAccount(account)}:rwX" "{folder}" """.TrimEnd();

        string grantee = ServerPath.IsUnc(folder) && IsMachineLocal(account) ? $@"<DOMAIN>\{machine}$" : account;
        return $"""icacls "{folder}" /grant "{grantee}:(OI)(CI)M" """.TrimEnd();
    }

    /// <summary>What to do when the account may not write there.</summary>
    public static string Hint(string folder, string account, string machine)
    {
        string share = ServerPath.IsUnc(folder) ? " and give the same account change rights on the share" : "";
        string chown = ServerPath.IsUnix(folder) ? $"""; without ACLs: chown {UnixAccount(account)} "{folder}" """.TrimEnd() : "";
        return $"Run as administrator where the folder lies: {Line(folder, account, machine)}{share}{chown}";
    }

    /// <summary>Accounts that a network knows only as their machine.</summary>
    private static bool IsMachineLocal(string account) =>
        account.StartsWith(@"NT SERVICE\", StringComparison.OrdinalIgnoreCase)
        || account.StartsWith(@"NT AUTHORITY\", StringComparison.OrdinalIgnoreCase)
        || string.Equals(account, "LocalSystem", StringComparison.OrdinalIgnoreCase);

    private static string UnixAccount(string account) => account.Contains('\\', StringComparison.Ordinal) ? DefaultUnixAccount : account;
}
