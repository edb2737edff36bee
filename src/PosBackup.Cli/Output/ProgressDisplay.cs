using PosBackup.Engine.Progress;
using Spectre.Console;

namespace PosBackup.Cli.Output;

/// <summary>Shows the operator how far things have come: live bars on a terminal, plain lines everywhere else. Always on standard error.</summary>
internal static class ProgressDisplay
{
    public static Task RunAsync(Screen screen, Func<IOperationObserver, Task> work) => RunAsync(screen, async observer =>
    {
        await work(observer);
        return true;
    });

    public static async Task<T> RunAsync<T>(Screen screen, Func<IOperationObserver, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
            return await work(new PlainObserver(screen, TimeProvider.System));

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        screen.Live(console);
        try
        {
            return await console.Progress()
                .AutoClear(true)
                .HideCompleted(true)
                .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .StartAsync(context => work(new LiveObserver(context, screen)));
        }
        finally
        {
            screen.Live(null);
        }
    }
}
