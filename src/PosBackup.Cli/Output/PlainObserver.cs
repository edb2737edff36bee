using System.Collections.Concurrent;
using System.Globalization;
using PosBackup.Engine;
using PosBackup.Engine.Progress;

namespace PosBackup.Cli.Output;

/// <summary>A line at the start and the end of an operation, and one every now and then between.</summary>
internal sealed class PlainObserver(Screen screen, TimeProvider time) : IOperationObserver
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Operation, Course> _courses = new();

    public void Started(Operation operation)
    {
        _courses[operation] = new Course(time.GetTimestamp(), time.GetTimestamp());
        screen.Progress($"{operation.Verb} {operation.Subject}: started");
    }

    public void Progressed(Operation operation, OperationProgress progress)
    {
        if (!_courses.TryGetValue(operation, out Course course) || time.GetElapsedTime(course.ToldAt) < Pause)
            return;

        if ((progress.Percent ?? LiveObserver.PercentOf(progress)) is not { } percent)
            return;

        _courses[operation] = course with { ToldAt = time.GetTimestamp() };
        screen.Progress(string.Create(CultureInfo.InvariantCulture, $"{operation.Verb} {operation.Subject}: {percent:0} %"));
    }

    public void Warned(Operation operation, ErrorCode code, string message, string? hint) => screen.Warn($"{operation.Subject}: {message}", hint);

    public void Noted(Operation operation, string message) => screen.Note($"{operation.Subject}: {message}");

    public void Finished(Operation operation)
    {
        if (_courses.TryRemove(operation, out Course course))
            screen.Progress($"{operation.Verb} {operation.Subject}: over after {Quantity.Duration(time.GetElapsedTime(course.StartedAt))}");
    }

    private readonly record struct Course(long StartedAt, long ToldAt);
}
