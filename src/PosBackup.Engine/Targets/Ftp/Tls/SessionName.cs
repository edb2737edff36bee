using System.Net;

namespace PosBackup.Engine.Targets.Ftp.Tls;

/// <summary>
/// The name under which the TLS sessions of one control connection are kept. The runtime keeps the latest session for each host name of the process, but a data
/// connection has to continue the session of its own control connection (vsftpd knows no other, ProFTPD accepts no other). So control connections to one host that live at the same
/// time get names that mean the same and are spelled differently, in another case of letters. The first has the name as it is. For addresses the runtime
/// keeps no sessions at all, so they get a name under .invalid, which leads nowhere. Certificates are checked against the real name.
/// </summary>
internal sealed class SessionName : IDisposable
{
    private static readonly Lock Taking = new();
    private static readonly HashSet<(string Host, int Number)> Taken = [];

    private readonly string _host;
    private readonly int _number;

    private SessionName(string host, int number)
    {
        (_host, _number) = (host, number);
        Value = Spell(host, number);
    }

    /// <summary>The name, as TLS gets it.</summary>
    public string Value { get; }

    /// <summary>Takes a name that no other connection has now.</summary>
    public static SessionName Take(string host)
    {
        lock (Taking)
        {
            int number = 0;
            while (!Taken.Add((host, number)))
                number++;
            return new SessionName(host, number);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (Taking)
            Taken.Remove((_host, _number));
    }

    /// <summary>The spelling of a number; 0 is as it is.</summary>
    internal static string Spell(string host, int number)
    {
        string name = IPAddress.TryParse(host, out _) ? $"address-{string.Concat(host.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-')}.invalid" : host;
        char[] letters = name.ToCharArray();
        for (int i = 0; i < letters.Length && number > 0; i++)
        {
            if (!char.IsAsciiLetter(letters[i]))
                continue;
            if ((number & 1) == 1)
                letters[i] = (char)(letters[i] ^ 0x20);
            number >>= 1;
        }

        return new string(letters);
    }
}
