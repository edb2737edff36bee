using System.Text.Json;

namespace PosBackup.Engine.StrictJson;

/// <summary>
/// A small JSON file that people write (UTF-8 with or without a byte order mark, no comments, no trailing commas, so that every tool reads it):
/// read whole, with a limit, and all that is wrong with it told at once.
/// </summary>
internal sealed class StrictFile
{
    private const int MaxLength = 1 << 20;

    /// <summary>What the file is: <c>file of assertions</c>.</summary>
    public required string What { get; init; }

    /// <summary>Code of the error when it cannot be understood.</summary>
    public required ErrorCode Invalid { get; init; }

    /// <summary>What to do when it cannot be understood.</summary>
    public required string Hint { get; init; }

    /// <summary>What to do when it cannot be read.</summary>
    public string AccessHint { get; init; } = "check the path, and that this account may read the file";

    /// <summary>Whether a value at the wrong place may be a secret: then what the JSON reader says, which repeats some, is left out.</summary>
    public bool MayHoldSecrets { get; init; }

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads the bytes of a file.</summary>
    /// <exception cref="PosBackupException"><see cref="ErrorCode.FileAccess"/>, or <see cref="Invalid"/> when it is over 1 MiB.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        byte[] content = new byte[MaxLength + 1];
        int length;
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
            await using (file.ConfigureAwait(false))
                length = await file.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PosBackupException(ErrorCode.FileAccess, $"cannot read {path}: {e.Message}", AccessHint, e);
        }

        return length <= MaxLength
            ? content.AsMemory(0, length)
            : throw new PosBackupException(Invalid, $"{path} is no {What}: it is longer than {MaxLength} bytes", $"name the right {What}");
    }

    /// <summary>Understands the bytes.</summary>
    /// <exception cref="PosBackupException"><see cref="Invalid"/>: no JSON, or mistakes, each of them in the message.</exception>
    public T Parse<T>(ReadOnlyMemory<byte> json, string path, Func<JsonElement, Mistakes, T> read)
    {
        if (json.Span.StartsWith(ByteOrderMark))
            json = json[ByteOrderMark.Length..];

        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            var mistakes = new Mistakes();
            T result = read(document.RootElement, mistakes);
            return mistakes.Any ? throw Wrong(path, mistakes.Told()) : result;
        }
        catch (JsonException e) when (MayHoldSecrets)
        {
            throw Wrong(path, $"it is no JSON from line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} on");
        }
        catch (JsonException e)
        {
            throw Wrong(path, $"it is no JSON: {e.Message}", e);
        }
    }

    private PosBackupException Wrong(string path, string why, Exception? cause = null) => new(Invalid, $"{path} is no {What} that this version can read: {why}", Hint, cause);
}
