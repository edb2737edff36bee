using System.Collections.Concurrent;
using PosBackup.Engine;
using PosBackup.Engine.Progress;

namespace PosBackup.Cli.Output;

/// <summary>A line every now and then about what takes long, and a last one about it. What is quick is told with --verbose only.</summary>
internal sealed class PlainObserver(Screen screen, TimeProvider time) : IOperationObserver
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Operation, Course> _courses = new();

    public void Started(Operation operation)
    {
        _courses[operation] = new Course(time.GetTimestamp(), time.GetTimestamp(), IsTold: screen.IsVerbose);
        screen.Note($"{operation.Verb} {operation.Subject}");
    }

    public void Progressed(Operation operation, OperationProgress progress)
    {
        if (!_courses.TryGetValue(operation, out Course course) || time.GetElapsedTime(course.ToldAt) < Pause)
            return;

        if (ProgressWords.Percent(progress) is null)
            return;

        _courses[operation] = course with { ToldAt = time.GetTimestamp(), IsTold = true };
        screen.Progress($"{operation.Verb} {operation.Subject}: {ProgressWords.Of(progress, time.GetElapsedTime(course.StartedAt))}");
    }

    public void Warned(Operation operation, ErrorCode code, string message, string? hint) => screen.Warn($"{operation.Subject}: {message}", hint);

    public void Noted(Operation operation, string message) => screen.Note($"{operation.Subject}: {message}");

    public void Finished(Operation operation)
    {
        if (_courses.TryRemove(operation, out Course course) && course.IsTold)
            screen.Progress($"{operation.Verb} {operation.Subject}: over after {Quantity.Duration(time.GetElapsedTime(course.StartedAt))}");
    }

    private readonly record struct Course(long StartedAt, long ToldAt, bool IsTold);
}
