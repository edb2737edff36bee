using System.CommandLine;
using System.Globalization;
using System.IO.Enumeration;
using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention.Audit;

namespace PosBackup.Cli.Commands;

/// <summary><c>posbackup audit verify</c>, <c>audit list</c> and <c>audit begin</c>: the log of what was removed, when, why and by whom.</summary>
internal static class AuditCommand
{
    private static readonly Option<string?> Log = new("--log")
    {
        Description = $"File of the log (default: {AuditLog.FileName}, beside the catalog); the catalog is then only asked when it is named too",
        HelpName = "file",
    };

    private static readonly Option<DateTimeOffset?> Since = new("--since")
    {
        Description = "Only lines that were written at this time (ISO 8601) or later; without an offset it is this machine's",
        HelpName = "time",
        CustomParser = result => Moment.Parse(result),
    };

    private static readonly Option<string[]> Databases = new("--database", "-d")
    {
        Description = "Only lines about sets of this database, repeated for more; * and ? are wildcards",
        HelpName = "name",
    };

    private static readonly Option<string> Reason = new("--reason") { Description = "What was found out about the breaks, for whoever reads the log in some years", HelpName = "text", Required = true };

    /// <summary>Of a log that somebody destroyed as a whole each line would be a break.</summary>
    private const int MostTold = 20;

    public static Command Create() => new("audit", "Look at the log of what was removed: when, why and by whom; and begin its chain anew after a break that is explained.") { CreateVerify(), CreateList(), CreateBegin() };

    private static Command CreateVerify()
    {
        var command = new Command(
            "verify",
            "Check that the log is what was written: no line changed, taken out, put in or moved. Every line that does not fit is told. Lines that are missing at the end show only by the catalog. Exit code 0 when it is intact, or all that does not fit was explained by 'audit begin'; 1 when it is not, or is not there.")
        {
            Log, SharedOptions.Catalog,
        };
        command.Does((parsed, screen, cancellationToken) => VerifyAsync(LogOf(parsed), screen, cancellationToken));
        return command;
    }

    private static Command CreateList()
    {
        var command = new Command("list", "List the lines of the log, oldest first, as they stand there; 'audit verify' tells whether they are what was written.") { Since, Databases, Log, SharedOptions.Catalog };
        command.Does((parsed, screen, cancellationToken) => ListAsync(LogOf(parsed), parsed.GetValue(Since), parsed.GetValue(Databases) ?? [], screen, cancellationToken));
        return command;
    }

    private static Command CreateBegin()
    {
        var command = new Command(
            "begin",
            "Begin the chain of the log anew, after its breaks were looked into: a line is written that names what was found out, by whom, and the length and hash of all that stands before it. Nothing is taken off. From then on 'audit verify' tells the breaks as explained, and ends with 0 until anything is changed again, before that line or after it. Exit code 0 when the log is intact but for what is explained so; 1 when it still is not, or is not there.")
        {
            Reason, Log, SharedOptions.Catalog,
        };
        command.Does((parsed, screen, cancellationToken) => BeginAsync(LogOf(parsed), parsed.GetValue(Reason)!, screen, cancellationToken));
        return command;
    }

    /// <summary>The catalog knows the end of its own log, and nothing of a log that was brought from elsewhere.</summary>
    private static AuditLog LogOf(ParseResult parsed)
    {
        BackupCatalog catalog = SharedOptions.CatalogOf(parsed);
        return parsed.GetValue(Log) is not { } file ? AuditLog.Beside(catalog)
            : parsed.GetValue(SharedOptions.Catalog) is null ? new AuditLog(file)
            : new AuditLog(file, catalog);
    }

    private static async Task<int> VerifyAsync(AuditLog log, Screen screen, CancellationToken cancellationToken)
    {
        AuditVerification found = await log.VerifyAsync(cancellationToken);
        if (found.Known is null)
            RequireLog(log);

        Tell(found, screen);
        if (found.TornBytes > 0)
            screen.Warn(string.Create(CultureInfo.InvariantCulture, $"{log.Path} ends with {CountText.Of(found.TornBytes, "byte")} of a line that was being written when the power failed"), "the next run mends it; nothing was removed on its account");
        if (found is { Known: null, IsIntact: true })
            screen.Warn("no catalog was asked, or it knows no end of this log: whole lines that are missing at the end cannot be seen", "compare the head with one that was printed or kept elsewhere");

        screen.Document(AuditVerificationJson.Of(found), CliJson.Default.AuditVerificationJson);
        return Judge(found);
    }

    private static int Judge(AuditVerification found) => found.IsIntact ? ExitCode.Done : ExitCode.Failed;

    private static async Task<int> BeginAsync(AuditLog log, string reason, Screen screen, CancellationToken cancellationToken)
    {
        if ((await log.VerifyAsync(cancellationToken)).Known is null)
            RequireLog(log);

        await log.BeginAsync(reason, cancellationToken);
        AuditVerification found = await log.VerifyAsync(cancellationToken);
        Tell(found, screen);
        screen.Document(AuditVerificationJson.Of(found), CliJson.Default.AuditVerificationJson);
        return Judge(found);
    }

    private static void Tell(AuditVerification found, Screen screen)
    {
        foreach (string line in AuditText.Lines(found))
            screen.Line(line);
        foreach (AuditProblem problem in found.Problems.Take(MostTold))
            screen.Error($"{found.Path}, {AuditText.Of(problem)}", "find out who changed it, and compare with a copy of the log; once that is explained, 'posbackup audit begin --reason ...' goes on from here");
        if (found.Problems.Count > MostTold)
            screen.Error(string.Create(CultureInfo.InvariantCulture, $"{found.Path}: {CountText.Of(found.Problems.Count - MostTold, "more line does", "more lines do")} not fit"), "--json tells all");
    }

    private static async Task<int> ListAsync(AuditLog log, DateTimeOffset? since, string[] databases, Screen screen, CancellationToken cancellationToken)
    {
        RequireLog(log);
        var records = new List<AuditRecord>();
        await foreach (AuditRecord record in log.ReadAsync(cancellationToken))
        {
            if ((since is null || record.At >= since) && IsAbout(record.Entry, databases))
                records.Add(record);
        }

        foreach (string line in TextTable.Lines([AuditText.Header, .. records.Select(AuditText.Row)]))
            screen.Line(line);

        foreach (string name in databases.Where(name => !records.Exists(record => IsAbout(record.Entry, [name]))))
            screen.Warn($"no line in {log.Path} is about the database {name}", "check the name; without --database all are listed");
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{records.Count} listed from {log.Path}; 'audit verify' tells whether they are what was written"));
        screen.Document([.. records.Select(AuditRecordJson.Of)], CliJson.Default.IReadOnlyListAuditRecordJson);
        return ExitCode.Done;
    }

    private static bool IsAbout(AuditEntry entry, string[] databases) =>
        databases.Length == 0 || Array.Exists(databases, pattern => entry.Sets.Any(set => FileSystemName.MatchesSimpleExpression(pattern, set.Database, ignoreCase: true)));

    /// <summary>Nothing is wrong with a log that is not there; saying so of a mistyped path would be false comfort.</summary>
    private static void RequireLog(AuditLog log)
    {
        if (!Path.Exists(log.Path))
            throw new PosBackupException(ErrorCode.FileAccess, $"there is no audit log {log.Path}", "check --log and --catalog; the first run that removes something begins it");
    }
}
