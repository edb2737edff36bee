using System.CommandLine;
using PosBackup.Engine;
using PosBackup.Engine.Sql;

namespace PosBackup.Cli.Settings;

/// <summary>The options that say which instance, and as whom.</summary>
internal sealed class InstanceSettings
{
    private static readonly InstanceOptions Defaults = new() { Instance = "" };

    private readonly Option<string> _instance = new("--instance")
    {
        Description = "The SQL Server instance",
        HelpName = @"host[\name][,port]",
        Required = true,
    };

    private readonly Option<string?> _user = new("--user")
    {
        Description = $"SQL login; without it the Windows (or Kerberos) user of this process. Its password comes from --password-file, the environment variable {PasswordSource.Variable}, or a prompt, never from the command line",
        HelpName = "login",
    };

    private readonly Option<FileInfo?> _passwordFile = new("--password-file")
    {
        Description = "File whose first line is the password",
        HelpName = "file",
    };

    private readonly Option<bool> _trust = new("--trust-server-certificate")
    {
        Description = "Take the server's certificate unseen: the connection is encrypted, but anybody could be at its other end",
    };

    private readonly Option<ConnectionEncryption?> _encryption = Choice.Option(
        "--encrypt",
        "mandatory: all is encrypted or there is no connection; strict: TLS first (TDS 8.0, SQL Server 2022); optional: only the login, when the server does not insist",
        Defaults.Encryption);

    private readonly Option<string?> _certificate = new("--server-certificate")
    {
        Description = "File (.cer) of the certificate that the server must show",
        HelpName = "file",
    };

    private readonly Option<TimeSpan?> _connectTimeout = Span.Option("--connect-timeout", "How long the connection may take to open, 1s to 10m", Defaults.ConnectTimeout);

    public void AddTo(Command command)
    {
        command.Add(_instance);
        command.Add(_user);
        command.Add(_passwordFile);
        command.Add(_trust);
        command.Add(_encryption);
        command.Add(_certificate);
        command.Add(_connectTimeout);
        command.Needs(_passwordFile, _user);
        command.Excludes(_trust, _certificate, "trusting any certificate looks at none");
    }

    /// <summary>Reads the options, and the password from where it is to be found.</summary>
    /// <exception cref="PosBackupException">InvalidOption: there is a user and no password, or a password file holds none; FileAccess: the password file cannot be read.</exception>
    public InstanceOptions Read(ParseResult parsed)
    {
        ConnectionEncryption encryption = parsed.GetValue(_encryption) ?? Defaults.Encryption;
        if (encryption == ConnectionEncryption.Optional && parsed.GetValue(_certificate) is not null)
            throw Combinations.Contradiction("--encrypt optional and --server-certificate exclude each other: then no certificate is looked at");
        if (encryption == ConnectionEncryption.Strict && parsed.GetValue(_trust))
            throw Combinations.Contradiction("--encrypt strict and --trust-server-certificate exclude each other: name the certificate instead");

        string? user = parsed.GetValue(_user);
        return new InstanceOptions
        {
            Instance = parsed.GetValue(_instance)!,
            User = user,
            Password = user is null ? null : PasswordSource.Read(user, parsed.GetValue(_passwordFile)),
            TrustServerCertificate = parsed.GetValue(_trust),
            Encryption = encryption,
            ServerCertificate = parsed.GetValue(_certificate),
            ConnectTimeout = parsed.GetValue(_connectTimeout) ?? Defaults.ConnectTimeout,
        };
    }
}
