using Spectre.Console;

namespace PosBackup.Cli.Settings;

/// <summary>A person at a terminal, who can be asked. Questions go to standard error: standard output is for results.</summary>
internal static class Terminal
{
    /// <summary>Whether there is one.</summary>
    public static bool IsThere => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>Asks for a secret; nothing is shown of what is typed.</summary>
    public static string AskSecret(string question) =>
        Create().Prompt(new TextPrompt<string>($"{Markup.Escape(Output.Printable.Of(question))}:").Secret(mask: null).AllowEmpty());

    /// <summary>Asks a question that only yes answers with yes.</summary>
    public static bool Confirm(string question) => Create().Confirm(Markup.Escape(Output.Printable.Of(question)), defaultValue: false);

    private static IAnsiConsole Create() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
}
