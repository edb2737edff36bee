using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace PosBackup.Engine.Retention.Audit;

/// <summary>The lines of a log's file, from the first on, whatever is in them.</summary>
internal static class AuditLines
{
    /// <summary>Each line without its LF; the last one may lack it.</summary>
    public static async IAsyncEnumerable<AuditFileLine> ReadAsync(FileStream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        file.Position = 0;
        var pipe = PipeReader.Create(file, new StreamPipeReaderOptions(leaveOpen: true));
        for (long number = 1; ;)
        {
            ReadResult read = await pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = read.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } lineEnd)
            {
                yield return new AuditFileLine(number++, buffer.Slice(0, lineEnd).ToArray(), HasLineEnd: true);
                buffer = buffer.Slice(buffer.GetPosition(1, lineEnd));
            }

            if (read.IsCompleted)
            {
                if (!buffer.IsEmpty)
                    yield return new AuditFileLine(number, buffer.ToArray(), HasLineEnd: false);

                await pipe.CompleteAsync().ConfigureAwait(false);
                yield break;
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
        }
    }
}

/// <summary>A line as it stands in the file.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Bytes">Without the LF.</param>
/// <param name="HasLineEnd">Whether the LF is there.</param>
internal readonly record struct AuditFileLine(long Number, byte[] Bytes, bool HasLineEnd);
