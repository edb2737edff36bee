namespace PosBackup.Engine.Tests.Support;

/// <summary>Remembers what it is told, in order.</summary>
internal sealed class Heard<T> : List<T>, IProgress<T>
{
    public void Report(T value) => Add(value);
}
