using System.Collections.Concurrent;
using PosBackup.Cli.Output;
using PosBackup.Engine;
using PosBackup.Engine.Progress;

namespace PosBackup.Cli.Serving.Dispatch;

/// <summary>Tells the client how far operations have come, each at most ten times a second.</summary>
internal sealed class NotifyingObserver(ServedRequest request, TimeProvider time) : IOperationObserver
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<Operation, Course> _courses = new();
    private int _count;

    public void Started(Operation operation) => Tell("started", operation, Begin(operation), progress: default);

    public void Progressed(Operation operation, OperationProgress progress)
    {
        Course course = _courses.GetOrAdd(operation, Begin);
        bool isDue = course.ToldAt is not { } told || time.GetElapsedTime(told) >= Pause;
        course = course with { Latest = progress, ToldAt = isDue ? time.GetTimestamp() : course.ToldAt };
        _courses[operation] = course;
        if (isDue)
            Tell("progressed", operation, course, progress);
    }

    public void Warned(Operation operation, ErrorCode code, string message, string? hint) => request.Say(MessageLevel.Warning, message, code, hint, operation);

    public void Noted(Operation operation, string message) => request.Say(MessageLevel.Verbose, message, about: operation);

    public void Finished(Operation operation)
    {
        if (_courses.TryRemove(operation, out Course course))
            Tell("finished", operation, course, course.Latest);
    }

    private Course Begin(Operation operation) => _courses[operation] = new Course(Interlocked.Increment(ref _count), Latest: default, ToldAt: null);

    private void Tell(string what, Operation operation, Course course, OperationProgress progress) => request.Notify("$/operation", json =>
    {
        json.WriteNumber("operation", course.Number);
        json.WriteString("event", what);
        json.WriteString("verb", operation.Verb);
        json.WriteString("subject", operation.Subject);
        WriteNumber("percent", ProgressWords.Percent(progress));
        WriteNumber("bytesDone", progress.BytesDone);
        WriteNumber("bytesTotal", progress.BytesTotal);

        void WriteNumber(string name, double? number)
        {
            if (number is { } value)
                json.WriteNumber(name, value);
            else
                json.WriteNull(name);
        }
    });

    private readonly record struct Course(int Number, OperationProgress Latest, long? ToldAt);
}
