using System.Globalization;
using Spectre.Console;

namespace PosBackup.QuickStart;

/// <summary>What the reader of the walk sees.</summary>
internal static class Story
{
    /// <summary>Wider than any line: a line that goes to a file is not broken.</summary>
    private const int NeverWrap = 10_000;

    public static void Begin()
    {
        if (!Console.IsOutputRedirected)
            return;

        AnsiConsole.Profile.Width = NeverWrap;
        AnsiConsole.Profile.Capabilities.Ansi = false;
        AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
    }

    public static void Alarm(string title, string text) =>
        AnsiConsole.Write(new Panel(Markup.Escape(text)) { Header = new PanelHeader($" {title} "), BorderStyle = new Style(Color.Red) });

    public static void Title(string text)
    {
        AnsiConsole.WriteLine();
        Write("bold", text);
    }

    public static void Say(FormattableString text) => Write("default", text.ToString(CultureInfo.InvariantCulture));

    public static void Command(string text) => Write("yellow", "> " + text);

    /// <summary>What a command said, a little to the right.</summary>
    public static void Quote(string output)
    {
        foreach (string line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Write("grey", "  " + line.TrimEnd('\r'));
    }

    public static void Good(FormattableString text) => Write("green", text.ToString(CultureInfo.InvariantCulture));

    public static void Bad(string text) => Write("red", text);

    private static void Write(string style, string text) => AnsiConsole.MarkupLine($"[{style}]{Markup.Escape(text)}[/]");
}
