using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn;

/// <summary>The stand-in as a program of its own. Its standard output has one line: <c>listening on 127.0.0.1,PORT</c>.</summary>
internal sealed class StandInProgram
{
    private const string UserVariable = "POSBACKUP_STANDIN_USER";
    private const string PasswordVariable = "POSBACKUP_STANDIN_PASSWORD";
    private const int Failed = 1;
    private const int Usage = 2;

    private readonly Option<int> _port = new("--port") { Description = "Port on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => 0 };
    private readonly Option<string> _data = new("--data") { Description = "Folder of the databases and backups; made when missing.", Required = true };
    private readonly Option<string> _edition = new("--edition")
    {
        Description = "Edition: decides what BACKUP may do.",
        DefaultValueFactory = _ => "Express",
    };

    private readonly Option<Version> _version = new("--version")
    {
        Description = "Version of the product, 10.50 to 17.x.",
        DefaultValueFactory = _ => new Version(16, 0, 4165, 4),
        CustomParser = ParseVersion,
    };

    private readonly Option<string> _language = new("--language")
    {
        Description = "Default language of logins, as in sys.syslanguages.",
        DefaultValueFactory = _ => "us_english",
    };

    private readonly Option<string> _collation = new("--collation")
    {
        Description = "Collation of the server and of new databases.",
        DefaultValueFactory = _ => "SQL_Latin1_General_CP1_CI_AS",
    };

    private readonly Option<EncryptionOffer> _encryption = new("--encryption")
    {
        Description = "What the server says about TLS; TDS 8.0 (strict) works whatever it says.",
        DefaultValueFactory = _ => EncryptionOffer.Off,
    };

    private readonly Option<FileInfo?> _certificate = new("--certificate")
    {
        Description = "File for the server's self-signed certificate, for clients that want to know it.",
    };

    private readonly Option<bool> _untilStdinEnds = new("--until-stdin-ends")
    {
        Description = "Also stop when standard input ends, so that the server dies with the program that started it.",
    };

    public async Task<int> RunAsync(string[] arguments)
    {
        var command = new RootCommand(
            $"Stands in for SQL Server in tests. It is NOT SQL Server. The login is ${UserVariable} (default sa) with the password ${PasswordVariable}.");

        // Here --version is the version of SQL Server, not of this program.
        foreach (VersionOption own in command.Options.OfType<VersionOption>().ToList())
            command.Options.Remove(own);
        foreach (Option option in new Option[] { _port, _data, _edition, _version, _language, _collation, _encryption, _certificate, _untilStdinEnds })
            command.Options.Add(option);
        command.SetAction(ServeAsync);
        ParseResult given = command.Parse(arguments);
        int code = await given.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
        return given.Errors.Count > 0 ? Usage : code;
    }

    private async Task<int> ServeAsync(ParseResult given, CancellationToken cancellationToken)
    {
        string? password = Environment.GetEnvironmentVariable(PasswordVariable);
        if (string.IsNullOrEmpty(password))
        {
            await Console.Error.WriteLineAsync($"The environment variable {PasswordVariable} must hold the password of the login.");
            return Usage;
        }

        var options = new StandInOptions
        {
            DataFolder = Path.GetFullPath(given.GetRequiredValue(_data)),
            Edition = given.GetRequiredValue(_edition),
            Version = given.GetRequiredValue(_version),
            Language = given.GetRequiredValue(_language),
            Collation = given.GetRequiredValue(_collation),
            LoginName = Environment.GetEnvironmentVariable(UserVariable) is { Length: > 0 } user ? user : "sa",
            Password = password,
        };
        var wire = new TdsServerOptions
        {
            Port = given.GetValue(_port),
            Encryption = given.GetValue(_encryption),
            Log = Console.Error.WriteLine,
        };

        try
        {
            await using StandInServer server = StandInServer.Start(options, wire);
            await ListenAsync(server, given, cancellationToken);
            return 0;
        }
        catch (Exception e) when (e is ArgumentException or SocketException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return e is ArgumentException ? Usage : Failed;
        }
    }

    private async Task ListenAsync(StandInServer server, ParseResult given, CancellationToken cancellationToken)
    {
        if (given.GetValue(_certificate) is { } file)
            await File.WriteAllBytesAsync(file.FullName, server.Wire.Certificate.Export(X509ContentType.Cert), cancellationToken);
        await Console.Error.WriteLineAsync("*** This is a STAND-IN for tests, NOT SQL Server. Keep nothing in it that you need. ***");
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"listening on {server.DataSource}"));
        await WaitForTheEndAsync(given.GetValue(_untilStdinEnds));
    }

    private static async Task WaitForTheEndAsync(bool untilStdinEnds)
    {
        var end = new TaskCompletionSource();
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            end.TrySetResult();
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        Task stdin = untilStdinEnds ? Console.In.ReadToEndAsync() : Task.Delay(Timeout.Infinite);
        await Task.WhenAny(end.Task, stdin);
    }

    /// <summary>16.0 means 16.0.0.0: the wire has four numbers.</summary>
    private static Version? ParseVersion(ArgumentResult result)
    {
        if (Version.TryParse(result.Tokens[0].Value, out Version? given))
            return new Version(given.Major, given.Minor, Math.Max(0, given.Build), Math.Max(0, given.Revision));
        result.AddError($"'{result.Tokens[0].Value}' is no version; write 16.0 or 15.0.4430.1.");
        return null;
    }
}
