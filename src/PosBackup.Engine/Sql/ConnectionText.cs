using Microsoft.Data.SqlClient;

namespace PosBackup.Engine.Sql;

/// <summary>
/// The connection string of a session. Language: us_english, because progress texts of other languages hide their number from SMO and
/// OS error texts from us. No pool and no silent reconnect: a session that was aborted or killed must never come back, and a statement
/// must never run twice.
/// </summary>
internal static class ConnectionText
{
    public const string ApplicationName = "PosBackup";

    public const string Master = "master";

    public static string Of(InstanceOptions options, string database = Master)
    {
        var text = new SqlConnectionStringBuilder
        {
            DataSource = options.Instance,
            InitialCatalog = database,
            ApplicationName = ApplicationName,
            CurrentLanguage = "us_english",
            ConnectTimeout = (int)Math.Ceiling(options.ConnectTimeout.TotalSeconds),
            ConnectRetryCount = 0,
            Pooling = false,
            MultipleActiveResultSets = false,
            PersistSecurityInfo = false,
            TrustServerCertificate = options.TrustServerCertificate,
            Encrypt = options.Encryption switch
            {
                ConnectionEncryption.Strict => SqlConnectionEncryptOption.Strict,
                ConnectionEncryption.Optional => SqlConnectionEncryptOption.Optional,
                _ => SqlConnectionEncryptOption.Mandatory,
            },
        };
        if (options.ServerCertificate is { } certificate)
            text.ServerCertificate = certificate;

        if (options.User is { } user)
        {
            text.UserID = user;
            text.Password = options.Password!.Reveal();
        }
        else
        {
            text.IntegratedSecurity = true;
        }

        return text.ConnectionString;
    }
}
