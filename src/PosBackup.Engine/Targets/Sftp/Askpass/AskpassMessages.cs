using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PosBackup.Engine.Targets.Sftp.Askpass;

/// <summary>A counted UTF-8 text each way: the question, then the answer; a count of -1 is no answer.</summary>
internal static class AskpassMessages
{
    private const int Longest = 64 << 10;

    public static async Task WriteAsync(Stream stream, string? text, CancellationToken cancellationToken)
    {
        byte[] message = new byte[4 + (text is null ? 0 : Encoding.UTF8.GetByteCount(text))];
        BinaryPrimitives.WriteInt32LittleEndian(message, text is null ? -1 : Encoding.UTF8.GetBytes(text, message.AsSpan(4)));
        await stream.WriteAsync(message, cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        CryptographicOperations.ZeroMemory(message);
    }

    /// <exception cref="InvalidDataException">No answer, or no message at all.</exception>
    public static async Task<string> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new byte[4];
        await stream.ReadExactlyAsync(head, cancellationToken).ConfigureAwait(false);
        int length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length is < 0 or > Longest)
            throw new InvalidDataException("no answer");

        var text = new byte[length];
        await stream.ReadExactlyAsync(text, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(text);
    }
}
