using System.CommandLine;
using System.CommandLine.Help;
using PosBackup.Cli.Commands;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Engine;

namespace PosBackup.Cli;

/// <summary>The command line: which commands there are, and what becomes of one that cannot be understood.</summary>
internal static class PosBackupProgram
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        RootCommand root = CreateRoot();
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExitCodes)
            return Refuse(parsed);

        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await parsed.InvokeAsync(configuration, cancellationToken);
    }

    internal static RootCommand CreateRoot()
    {
        var root = new RootCommand("Backs up SQL Server databases, and lists and verifies backup files without a server.")
        {
            BackupCommand.Create(),
            CheckCommand.Create(),
            InspectCommand.Create(),
            VerifyCommand.Create(),
            ListCommand.Create(),
            CatalogCommand.Create(),
            SharedOptions.Json,
            SharedOptions.Verbose,
        };
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExitCodes((HelpAction)help.Action!);
        return root;
    }

    private static int Refuse(ParseResult parsed)
    {
        var screen = Screen.For(parsed);
        string command = string.Join(' ', CommandPath(parsed));
        screen.Fail(new PosBackupException(
            ErrorCode.InvalidOption, string.Join("; ", parsed.Errors.Select(error => error.Message)), $"'{command} --help' lists the options"));
        return ExitCode.Usage;
    }

    private static Stack<string> CommandPath(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var command = parsed.CommandResult; command is not null; command = command.Parent as System.CommandLine.Parsing.CommandResult)
            names.Push(command.Command is RootCommand ? "posbackup" : command.Command.Name);

        return names;
    }
}
