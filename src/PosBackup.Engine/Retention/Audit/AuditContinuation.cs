using System.Globalization;
using System.Security.Cryptography;

namespace PosBackup.Engine.Retention.Audit;

/// <summary>
/// How a log is gone on with. A pure function of its end and of the end that the catalog knows.
/// <code>
/// the catalog knows           the log ends with        then the next line follows
/// nothing, or a line before   a whole line             that line
/// nothing, or a line before   the beginning of a line  the line before it; the beginning is taken off: nobody was told that it was written
/// its last line               a whole line             that line
/// a line after its last       whatever                 the line that the catalog knows: what is missing stays visible for ever
/// its last, another hash      whatever                 the line that the catalog knows: so does what was written anew
/// </code>
/// </summary>
/// <param name="After">The line to follow.</param>
/// <param name="Position">Where the next line goes.</param>
/// <param name="LacksLineEnd">Whether an LF goes before it.</param>
/// <param name="Mended">What was taken off, in words; null for nothing.</param>
/// <param name="Notes">What a person should know.</param>
internal sealed record AuditContinuation(AuditHead After, long Position, bool LacksLineEnd, string? Mended, IReadOnlyList<RetentionNote> Notes)
{
    private const string Hint = "Find out who changed it; 'posbackup audit verify' names the line, and 'posbackup audit begin' goes on once it is explained. What is removed from now on is written down all the same.";

    /// <param name="path">The log, for messages.</param>
    /// <param name="tail">Its end.</param>
    /// <param name="known">The end that the catalog knows; null when it knows none.</param>
    /// <param name="hashOfKnown">The hash that the log has under the number that the catalog knows; null when it has no such line.</param>
    /// <exception cref="PosBackupException">FileAccess: the file is not a log.</exception>
    public static AuditContinuation Of(string path, AuditTail tail, AuditHead? known, string? hashOfKnown)
    {
        if (tail.Last is null && !IsBeginningOfALog(tail.Rest.Span))
            throw new PosBackupException(ErrorCode.FileAccess, $"{path} is not an audit log of PosBackup: it is left as it is", "Move the file away; a log is begun in its place.");

        bool isEndMissing = known is not null && known.Sequence > tail.Head.Sequence;
        bool isRewritten = known is not null && !isEndMissing && known.Sequence > 0 && !string.Equals(hashOfKnown, known.Hash, StringComparison.Ordinal);
        if (isEndMissing || isRewritten)
        {
            string what = isEndMissing
                ? string.Create(CultureInfo.InvariantCulture, $"the audit log {path} ends with line {tail.Head.Sequence}, and line {known!.Sequence} was written: its end was removed")
                : string.Create(CultureInfo.InvariantCulture, $"the audit log {path} has another line {known!.Sequence} than was written");
            return new AuditContinuation(
                new AuditHead(Math.Max(known.Sequence, tail.Head.Sequence), known.Hash),
                tail.End + tail.Rest.Length,
                tail.LacksLineEnd || (tail.Rest.Length > 0 && !tail.Rest.Span.EndsWith("\n"u8)),
                Mended: null,
                [new RetentionNote(ErrorCode.AuditLogBroken, what, Hint)]);
        }

        if (tail.Rest.Length == 0)
        {
            return new AuditContinuation(tail.Head, tail.End, tail.LacksLineEnd, Mended: null, Notes: []);
        }

        // Where the catalog was lost nobody can say what was written: only what no line can end with is taken off.
        if (known is null && tail.Rest.Span.Contains((byte)'\n'))
        {
            return new AuditContinuation(
                tail.Head, tail.End + tail.Rest.Length, !tail.Rest.Span.EndsWith("\n"u8), Mended: null, [new RetentionNote(ErrorCode.AuditLogBroken, $"the audit log {path} ends with lines that are none", Hint)]);
        }

        string mended = string.Create(CultureInfo.InvariantCulture, $"what followed the last whole line was taken off, {CountText.Of(tail.Rest.Length, "byte")}; SHA-256 {Convert.ToHexStringLower(SHA256.HashData(tail.Rest.Span))}");
        return new AuditContinuation(
            tail.Head, tail.End, tail.LacksLineEnd, mended, [new RetentionNote(ErrorCode.None, $"the audit log {path} was being written when the power failed: {mended}", "The chain is whole.")]);
    }

    /// <summary>A power cut leaves the beginning of the first line, or room that was never filled.</summary>
    private static bool IsBeginningOfALog(ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, AuditLine.Beginning.Length);
        return bytes[..count].SequenceEqual(AuditLine.Beginning[..count]) || !bytes.ContainsAnyExcept((byte)0);
    }
}
