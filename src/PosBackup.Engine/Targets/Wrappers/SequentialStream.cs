using PosBackup.Engine.Files;

namespace PosBackup.Engine.Targets.Wrappers;

/// <summary>A stream that is read once, in order, asynchronously: all that wrappers of targets need.</summary>
internal abstract class SequentialStream : ForwardStream
{
    public sealed override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("this stream may wait for long; read it asynchronously");
}
