using System.CommandLine;
using PosBackup.Cli.Output;
using PosBackup.Engine;

namespace PosBackup.Cli.Commands;

/// <summary>Runs a command's work and turns what it throws into a message and an exit code. No stack trace without --verbose.</summary>
internal static class CommandRun
{
    public static void Does(this Command command, Func<ParseResult, Screen, CancellationToken, Task<int>> work) =>
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var screen = Screen.For(parsed);
            try
            {
                return await work(parsed, screen, cancellationToken);
            }
            catch (PosBackupException e)
            {
                screen.Fail(e);
                return e.Code == ErrorCode.InvalidOption ? ExitCode.Usage : ExitCode.Failed;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                screen.Fail(new PosBackupException(ErrorCode.Cancelled, "cancelled"));
                return ExitCode.Cancelled;
            }
#pragma warning disable CA1031 // The last border: what nobody foresaw becomes a message too.
            catch (Exception e)
#pragma warning restore CA1031
            {
                screen.Fail(new PosBackupException(
                    ErrorCode.Unknown, $"{parsed.CommandResult.Command.Name} failed in a way that was not foreseen: {e.GetType().Name}: {e.Message}", "run it again with --verbose and report what it prints", e));
                return ExitCode.Failed;
            }
        });
}
