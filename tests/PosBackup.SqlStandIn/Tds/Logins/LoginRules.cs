namespace PosBackup.SqlStandIn.Tds.Logins;

/// <summary>What a login must be before the session is asked about it.</summary>
internal static class LoginRules
{
    /// <summary>7.3: the first with date, time and datetime2, and with every length the server writes.</summary>
    private const uint OldestVersion = 0x730A0003;

    private const uint Version74 = 0x74000004;
    private const uint Version80 = 0x08000000;

    /// <exception cref="SqlErrorException">The login is refused.</exception>
    public static void Check(LoginMessage login)
    {
        if (login.TdsVersion is not (Version74 or Version80) && login.TdsVersion is < OldestVersion or > Version74)
            throw Refusal.Of($"TDS version 0x{login.TdsVersion:X8}; it takes 7.3, 7.4 and 8.0");
        if (login.IntegratedSecurity)
            throw new SqlErrorException(new SqlMessage(
                18452, Class: 14, State: 1, "Login failed. The login is from an untrusted domain and cannot be used with Integrated authentication."));
        if (login.ChangesPassword)
            throw Refusal.Of("a change of password at login");
        if (login.AttachesFile)
            throw Refusal.Of("AttachDBFilename");
    }
}
