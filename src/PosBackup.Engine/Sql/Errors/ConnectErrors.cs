using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Data.SqlClient;

namespace PosBackup.Engine.Sql.Errors;

/// <summary>Why a connection did not come about, in words that a person can act on.</summary>
internal static class ConnectErrors
{
    /// <summary>Windows' codes for a certificate that does not check out: untrusted root, wrong name, expired, revoked and kin.</summary>
    private static readonly int[] CertificateNumbers =
        [-2146893019, -2146893022, -2146893016, -2146762487, -2146762486, -2146762481, -2146762484, -2146762495, -2146885613];

    /// <summary>The error in our words; null when it is none of SqlClient's.</summary>
    public static PosBackupException? Explain(Exception error, InstanceOptions options, string database) => error switch
    {
        SqlException { Number: 4060 or 916 or 924 } sql when !string.Equals(database, ConnectionText.Master, StringComparison.Ordinal) => New(
            ErrorCode.DatabaseUnavailable,
            $"{options.Instance} does not open {database}: {error.Message}",
            "The database must be online, or readable in standby, and the login a user in it.",
            sql),
        SqlException sql => Explain(sql, options),
        InvalidOperationException or ArgumentException or PlatformNotSupportedException or TimeoutException => new PosBackupException(
            ErrorCode.InstanceUnavailable, $"cannot connect to {options.Instance}: {error.Message}", "Check the instance's name and the connection options.", error),
        _ => null,
    };

    /// <summary>What a look at the port showed.</summary>
    public static PosBackupException Explain(SocketException error, InstanceOptions options) => error.SocketErrorCode == SocketError.ConnectionRefused
        ? New(
            ErrorCode.InstanceUnavailable,
            $"{options.Instance} refused the connection: its machine answers, but nothing listens on that port",
            "Check that the instance's service runs, that TCP/IP is enabled in it (SQL Server Configuration Manager; in Express it is not at first), and the port; a named instance finds its port by SQL Server Browser, UDP 1434.",
            error)
        : New(
            ErrorCode.InstanceUnavailable, $"cannot reach {options.Instance}: no machine has that name", "Check the name, and that this machine's DNS knows it.", error);

    private static PosBackupException Explain(SqlException error, InstanceOptions options)
    {
        string who = options.User is { } user ? $"login {user}" : "the Windows login";
        string where = options.Instance;
        if (IsCertificate(error))
        {
            return New(
                ErrorCode.CertificateNotTrusted,
                $"the certificate of {where} is not trusted by this machine: {error.Message}",
                "Install the certificate's issuer on this machine, or name the certificate's file; on a network that you trust, --trust-server-certificate takes any certificate.",
                error);
        }

        return error.Number switch
        {
            18456 or 18452 or 18450 or 18451 or 18458 or 18459 or 18461 or 17892 => New(
                ErrorCode.InstanceAccessDenied, $"{where} refuses {who}: {error.Message}", "Check user and password, and that the instance allows this kind of login.", error),
            18470 => New(ErrorCode.InstanceAccessDenied, $"{where} refuses {who}, which is disabled", "Enable the login (ALTER LOGIN … ENABLE), or use another.", error),
            18486 or 18487 or 18488 => New(
                ErrorCode.InstanceAccessDenied, $"{where} refuses {who}: {error.Message}", "Unlock the login or set a new password.", error),
            4060 or 916 => New(ErrorCode.InstanceAccessDenied, $"{where} lets {who} into no database: {error.Message}", "Give the login access to master.", error),
            20 => New(
                ErrorCode.InstanceUnavailable,
                $"{where} cannot encrypt the connection",
                "Enable TLS on the instance; on a network that you trust, ask for optional encryption.",
                error),
            -2 => New(
                ErrorCode.InstanceUnavailable,
                $"{where} did not answer within {CountText.Of((long)Math.Round(options.ConnectTimeout.TotalSeconds), "second")}",
                "Check that the instance runs and that no firewall stands between.",
                error),
            _ => New(
                ErrorCode.InstanceUnavailable,
                $"cannot reach {where}: {error.Message}",
                "Check the name, that the instance runs, that TCP/IP is enabled in it, and for a named instance that SQL Server Browser runs.",
                error),
        };
    }

    private static bool IsCertificate(SqlException error)
    {
        if (Array.IndexOf(CertificateNumbers, error.Number) >= 0)
            return true;

        for (Exception? inner = error.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is AuthenticationException || Array.IndexOf(CertificateNumbers, inner.HResult) >= 0)
                return true;
        }

        return false;
    }

    private static PosBackupException New(ErrorCode code, string message, string hint, Exception cause) => new(code, message, hint, cause);
}
