using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PosBackup.Cli.Json;
using PosBackup.Cli.Settings;
using PosBackup.Engine;
using PosBackup.Engine.Files;
using Spectre.Console;

namespace PosBackup.Cli.Output;

/// <summary>
/// Where a command speaks: results on standard output, everything else on standard error. With <c>--json</c> standard output gets one
/// document and not a word more.
/// </summary>
internal sealed class Screen
{
    private IAnsiConsole? _live;

    private Screen(bool isJson, bool isVerbose) => (IsJson, IsVerbose) = (isJson, isVerbose);

    public bool IsJson { get; }

    public bool IsVerbose { get; }

    public static Screen For(ParseResult parsed) => new(parsed.GetValue(SharedOptions.Json), parsed.GetValue(SharedOptions.Verbose));

    /// <summary>From now on, or with null no longer, bars are drawn on this console.</summary>
    public void Live(IAnsiConsole? console) => _live = console;

    /// <summary>A line of the result for a person; not written under --json.</summary>
    public void Line(string text = "")
    {
        if (!IsJson)
            Write(Console.Out, Console.IsOutputRedirected, text);
    }

    /// <summary>The result for a program; written under --json only.</summary>
    public void Document<T>(T document, JsonTypeInfo<T> type)
    {
        if (IsJson)
            Console.Out.WriteLine(JsonSerializer.Serialize(document, type));
    }

    public void Error(string message, string? hint) => Problem("error", message, hint);

    public void Warn(string message, string? hint) => Problem("warning", message, hint);

    /// <summary>Warns of a file that strangers can change; says nothing of one that is not.</summary>
    public void Warn(FileOpenness? open)
    {
        if (open is not null)
            Warn(open.Message, open.Hint);
    }

    /// <summary>A line of detail, with --verbose.</summary>
    public void Note(string message)
    {
        if (IsVerbose)
            WriteError(message);
    }

    /// <summary>A line on how far things have come.</summary>
    public void Progress(string message) => WriteError(message);

    /// <summary>The command as a whole failed: the error is its result.</summary>
    public void Fail(PosBackupException error)
    {
        Error(error.Message, error.Hint);
        if (IsVerbose && error.InnerException is { } cause)
            Console.Error.WriteLine(cause);

        Document(new FailureJson(ErrorJson.Of(error)), CliJson.Default.FailureJson);
    }

    private void Problem(string word, string message, string? hint)
    {
        WriteError($"{word}: {message}");
        if (hint is not null)
            WriteError($"hint: {hint}");
    }

    private void WriteError(string text) => Write(Console.Error, Console.IsErrorRedirected, text);

    /// <summary>While bars are shown, lines for the terminal go through the console that draws them.</summary>
    private void Write(TextWriter writer, bool isRedirected, string text)
    {
        if (_live is { } live && !isRedirected)
            live.WriteLine(Printable.Of(text));
        else
            writer.WriteLine(Printable.Of(text));
    }
}
