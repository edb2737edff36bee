using System.Collections.Concurrent;
using PosBackup.Engine;
using PosBackup.Engine.Progress;
using Spectre.Console;

namespace PosBackup.Cli.Output;

/// <summary>A bar for each operation.</summary>
internal sealed class LiveObserver(ProgressContext context, Screen screen) : IOperationObserver
{
    private const int LongestSubject = 30;

    private readonly ConcurrentDictionary<Operation, ProgressTask> _bars = new();

    public void Started(Operation operation) => Bar(operation);

    public void Progressed(Operation operation, OperationProgress progress)
    {
        ProgressTask bar = Bar(operation);
        if (ProgressWords.Percent(progress) is not { } percent)
            return;

        bar.IsIndeterminate = false;
        bar.Value = percent;
        if (ProgressWords.Bytes(progress) is { Length: > 0 } bytes)
            bar.Description = Markup.Escape(Printable.Of($"{Title(operation)}  {bytes}"));
    }

    public void Warned(Operation operation, ErrorCode code, string message, string? hint) => screen.Warn($"{operation.Subject}: {message}", hint);

    public void Noted(Operation operation, string message) => screen.Note($"{operation.Subject}: {message}");

    public void Finished(Operation operation)
    {
        if (_bars.TryRemove(operation, out ProgressTask? bar))
            bar.StopTask();
    }

    private static string Title(Operation operation) => $"{operation.Verb} {Shortened(operation.Subject)}";

    /// <summary>The end of a long path tells files apart, and a bar is one line.</summary>
    private static string Shortened(string subject) => subject.Length <= LongestSubject ? subject : "…" + subject[^LongestSubject..];

    private ProgressTask Bar(Operation operation) => _bars.GetOrAdd(operation, one =>
    {
        ProgressTask bar = context.AddTask(Markup.Escape(Printable.Of(Title(one))));
        bar.IsIndeterminate = true;
        return bar;
    });
}
