using System.Globalization;

namespace PosBackup.Engine.Retention.Audit;

/// <summary>Follows a chain line by line until one does not fit, then looks only whether the line that belongs there comes later.</summary>
/// <param name="known">The end that the catalog knows; null when it knows none.</param>
internal sealed class AuditScan(AuditHead? known)
{
    private AuditFileLine? _torn;
    private AuditProblem? _problem;
    private long _missing;

    /// <summary>Lines that fit.</summary>
    public long Lines { get; private set; }

    /// <summary>The end of what fits.</summary>
    public AuditHead Head { get; private set; } = AuditHead.None;

    /// <summary>Takes the next line of the file.</summary>
    public void Take(AuditFileLine line)
    {
        if (_problem is null)
            Follow(line);
        else if (_problem.Kind == AuditProblemKind.Removed && AuditLine.TryRead(line.Bytes) is { } later && later.Sequence == _missing)
            _problem = _problem with { Kind = AuditProblemKind.Reordered, Message = string.Create(CultureInfo.InvariantCulture, $"the line with number {_missing} belongs here, and stands in line {line.Number}") };
    }

    /// <summary>What was found, at the end of the file.</summary>
    public AuditVerification Finish(string path)
    {
        _problem ??= AtTheEnd();
        return new AuditVerification
        {
            Path = path,
            Lines = Lines,
            Head = Head,
            Known = known,
            Problem = _problem,
            TornBytes = _problem is null ? _torn?.Bytes.Length ?? 0 : 0,
        };
    }

    private void Follow(AuditFileLine line)
    {
        try
        {
            AuditRecord record = AuditLine.Read(line.Bytes);
            _problem = Misfit(record, line.Number);
            if (_problem is not null)
                return;

            Lines++;
            Head = record.Head;
        }
        catch (AuditLineException e) when (line.HasLineEnd)
        {
            _problem = new AuditProblem(e.Kind, line.Number, e.Message);
        }
        catch (AuditLineException)
        {
            _torn = line;
        }
    }

    private AuditProblem? Misfit(AuditRecord record, long line)
    {
        long expected = Head.Sequence + 1;
        if (record.Sequence > expected)
        {
            _missing = expected;
            return new AuditProblem(AuditProblemKind.Removed, line, Words($"it has the number {record.Sequence}, and {(record.Sequence == expected + 1 ? $"line {expected} is" : $"lines {expected} to {record.Sequence - 1} are")} missing before it"));
        }

        if (record.Sequence < expected)
            return new AuditProblem(AuditProblemKind.Inserted, line, Words($"it has the number {record.Sequence}, whose turn has passed"));
        if (!string.Equals(record.Previous, Head.Hash, StringComparison.Ordinal))
            return new AuditProblem(AuditProblemKind.Unlinked, line, $"it follows a line with the hash {record.Previous}, and the line before it has {Head.Hash}");

        return known is not null && known.Sequence == record.Sequence && !string.Equals(known.Hash, record.Hash, StringComparison.Ordinal)
            ? new AuditProblem(AuditProblemKind.Rewritten, line, $"its hash is {record.Hash}, and the catalog knows that {known.Hash} was written")
            : null;
    }

    /// <summary>The catalog is told of lines only when they are on the disk: what it does not know of, a power cut may have torn.</summary>
    private AuditProblem? AtTheEnd()
    {
        if (_torn is { } torn && (known is null || known.Sequence > Head.Sequence))
            return new AuditProblem(AuditProblemKind.CutOff, torn.Number, Words($"it is cut off: its {torn.Bytes.Length} bytes are not a whole line"));

        return known is not null && known.Sequence > Head.Sequence
            ? new AuditProblem(AuditProblemKind.EndMissing, Lines + 1, Words($"the log ends with number {Head.Sequence}, and the catalog knows that {known.Sequence} was written"))
            : null;
    }

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
