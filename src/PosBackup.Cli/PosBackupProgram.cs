using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using PosBackup.Cli.Commands;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Engine;

namespace PosBackup.Cli;

/// <summary>The command line: which commands there are, and what becomes of one that cannot be understood.</summary>
internal static class PosBackupProgram
{
    /// <summary>An argument means itself: <c>@file</c> is no file of further arguments, whose words (a password file's too) would be repeated.</summary>
    private static readonly ParserConfiguration AsTyped = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        RootCommand root = CreateRoot();
        ParseResult parsed = root.Parse(args, AsTyped);
        if (parsed.Action is not HelpWithExitCodes)
        {
            string[] errors = StrayArguments.Complaints(args, parsed) is { Length: > 0 } stray ? stray
                : Empty(parsed) is { Length: > 0 } empty ? empty
                : [.. parsed.Errors.Select(error => error.Message)];
            if (errors.Length > 0)
                return Refuse(parsed, errors);
        }

        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await parsed.InvokeAsync(configuration, cancellationToken);
    }

    internal static RootCommand CreateRoot()
    {
        var root = new RootCommand("Backs up SQL Server databases, brings them back to any moment, proves by drills that they can be, and lists and verifies backup files without a server.")
        {
            BackupCommand.Create(),
            CheckCommand.Create(),
            RestoreCommand.Create(),
            DrillCommand.Create(),
            SyncCommand.Create(),
            ExpireCommand.Create(),
            InspectCommand.Create(),
            VerifyCommand.Create(),
            ListCommand.Create(),
            CatalogCommand.Create(),
            TargetCommand.Create(),
            AuditCommand.Create(),
            PolicyCommand.Create(),
            HoldCommand.Create(),
            ServeCommand.Create(),
            SharedOptions.Json,
            SharedOptions.Verbose,
        };
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExitCodes((HelpAction)help.Action!);
        return root;
    }

    /// <summary>No option and no argument means anything by an empty value; a variable that a script forgot to set is one.</summary>
    private static string[] Empty(ParseResult parsed) =>
    [
        .. parsed.CommandResult.Children
            .Where(child => child.Tokens.Any(token => token.Value.Length == 0))
            .Select(child => child switch
            {
                OptionResult { Option: var option } => $"the value of {option.Name} is empty",
                ArgumentResult { Argument: var argument } => $"a <{argument.HelpName ?? argument.Name}> is empty",
                _ => "a value is empty",
            })
            .Distinct(StringComparer.Ordinal),
    ];

    private static int Refuse(ParseResult parsed, string[] errors)
    {
        var screen = Screen.For(parsed);
        string command = string.Join(' ', CommandPath(parsed));
        screen.Fail(new PosBackupException(
            ErrorCode.InvalidOption, string.Join("; ", errors), $"'{command} --help' tells what there is and how it is written"));
        return ExitCode.Usage;
    }

    private static Stack<string> CommandPath(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var command = parsed.CommandResult; command is not null; command = command.Parent as CommandResult)
            names.Push(command.Command is RootCommand ? "posbackup" : command.Command.Name);

        return names;
    }
}
