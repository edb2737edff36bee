using System.Globalization;
using System.Security.Cryptography;

namespace PosBackup.Engine.Retention.Audit;

/// <summary>
/// Follows a chain line by line, and goes on where one does not fit, so that a break hides nothing that comes after it.
/// <code>
/// a line that follows no other        the next may follow it, or what came before it: it may have been put in
/// a line that cannot be read          the next may follow it, whatever its hash was: it was changed; or what came before it
/// lines are missing                   on behind the hole; one of them that comes later has only changed its place
/// a line that begins the chain anew   what does not fit before it is explained, as long as all of it is what it was then
/// </code>
/// </summary>
/// <param name="known">The end that the catalog knows; null when it knows none.</param>
internal sealed class AuditScan(AuditHead? known) : IDisposable
{
    private readonly IncrementalHash _before = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly AuditEnds _ends = new();
    private readonly List<AuditProblem> _problems = [];
    private readonly List<AuditExplanation> _explained = [];
    private readonly List<AuditHole> _holes = [];
    private AuditFileLine? _torn;
    private AuditHead _head = AuditHead.None;
    private long _lines;
    private long _fitting;
    private long _length;
    private long _unread;
    private long _line;

    /// <summary>Takes the next line of the file.</summary>
    public void Take(AuditFileLine line)
    {
        Look(line);
        _line = line.Number;
        _before.AppendData(line.Bytes);
        _before.AppendData(line.HasLineEnd ? "\n"u8 : []);
        _length += line.Bytes.Length + (line.HasLineEnd ? 1 : 0);
    }

    /// <summary>What was found, at the end of the file.</summary>
    public AuditVerification Finish(string path)
    {
        if (AtTheEnd() is { } problem)
            _problems.Add(problem);
        return new AuditVerification
        {
            Path = path,
            Lines = _lines,
            Head = _head,
            Known = known,
            Problems = _problems,
            Explained = _explained,
            TornBytes = _problems.Count == 0 ? _torn?.Bytes.Length ?? 0 : 0,
        };
    }

    public void Dispose() => _before.Dispose();

    private void Look(AuditFileLine line)
    {
        try
        {
            AuditRecord record = AuditLine.Read(line.Bytes);
            if (!IsOutOfAHole(record, line.Number))
                Follow(record, line.Number);
            _unread = 0;
            if (record.Entry.Kind == AuditKind.Begun)
                BeginAnew(record, line.Number);
        }
        catch (AuditLineException e) when (line.HasLineEnd)
        {
            _problems.Add(new AuditProblem(e.Kind, line.Number, e.Message));
            _unread++;
        }
        catch (AuditLineException)
        {
            _torn = line;
        }
    }

    private void Follow(AuditRecord record, long line)
    {
        if (_ends.Follow(record))
        {
            Count(record, Rewritten(record, line));
            return;
        }

        AuditHead newest = _ends.Newest;
        long next = newest.Sequence + 1;
        if (_unread > 0 && record.Sequence > next && record.Sequence <= next + _unread)
        {
            _ends.GoOnWith(record);
            Count(record, problem: null);
        }
        else if (record.Sequence > next)
        {
            long missing = next + _unread;
            _holes.Add(new AuditHole(missing, record.Sequence - 1, _problems.Count));
            _problems.Add(new AuditProblem(AuditProblemKind.Removed, line, Words($"it has the number {record.Sequence}, and {(record.Sequence == missing + 1 ? $"line {missing} is" : $"lines {missing} to {record.Sequence - 1} are")} missing before it")));
            _ends.GoOnWith(record);
        }
        else
        {
            _problems.Add(record.Sequence < next
                ? new AuditProblem(AuditProblemKind.Inserted, line, Words($"it has the number {record.Sequence}, whose turn has passed"))
                : new AuditProblem(AuditProblemKind.Unlinked, line, $"it follows a line with the hash {record.Previous}, and the line before it has {newest.Hash}"));
            _ends.Add(record);
        }
    }

    private void Count(AuditRecord record, AuditProblem? problem)
    {
        if (problem is not null)
        {
            _problems.Add(problem);
            return;
        }

        _fitting++;
        if (_problems.Count == 0)
            (_lines, _head) = (_fitting, record.Head);
    }

    private bool IsOutOfAHole(AuditRecord record, long line)
    {
        int hole = _holes.FindIndex(one => record.Sequence >= one.From && record.Sequence <= one.To);
        if (hole < 0)
            return false;

        if (record.Sequence == _holes[hole].From)
        {
            AuditProblem before = _problems[_holes[hole].Problem];
            _problems[_holes[hole].Problem] = before with { Kind = AuditProblemKind.Reordered, Message = Words($"the line with number {record.Sequence} belongs here, and stands in line {line}") };
        }

        return true;
    }

    private AuditProblem? Rewritten(AuditRecord record, long line) => known is not null && known.Sequence == record.Sequence && !string.Equals(known.Hash, record.Hash, StringComparison.Ordinal)
        ? new AuditProblem(AuditProblemKind.Rewritten, line, $"its hash is {record.Hash}, and the catalog knows that {known.Hash} was written")
        : null;

    /// <summary>
    /// Whoever began anew saw what was before, byte by byte: what was changed since was not explained. And the catalog was told of it, or anybody who may write the log alone could explain
    /// what he took out of it.
    /// </summary>
    private void BeginAnew(AuditRecord record, long line)
    {
        if (known is not null && record.Sequence > known.Sequence)
        {
            _problems.Add(new AuditProblem(AuditProblemKind.Inserted, line, "the chain was begun anew here, and the catalog knows nothing of it"));
            return;
        }

        if (record.Entry.Files is not [{ } before] || before.Length != _length || !string.Equals(before.Sha256, Convert.ToHexStringLower(_before.GetCurrentHash()), StringComparison.Ordinal))
        {
            _problems.Add(new AuditProblem(AuditProblemKind.Changed, line, "the chain was begun anew here, and what stands before it is not what stood there then"));
            return;
        }

        if (_problems.Count > 0)
            _explained.Add(new AuditExplanation(line, record.At, record.Entry.Actor, record.Entry.Reason, [.. _problems]));
        _problems.Clear();
        _holes.Clear();
        _ends.GoOnWith(record);
        (_lines, _head) = (_fitting, record.Head);
    }

    /// <summary>The catalog is told of lines only when they are on the disk: what it does not know of, a power cut may have torn.</summary>
    private AuditProblem? AtTheEnd()
    {
        AuditHead newest = _ends.Newest;
        if (_torn is { } torn && (known is null || known.Sequence > newest.Sequence))
            return new AuditProblem(AuditProblemKind.CutOff, torn.Number, Words($"it is cut off: its {CountText.Of(torn.Bytes.Length, "byte is", "bytes are")} not a whole line"));

        return known is not null && known.Sequence > newest.Sequence + _unread
            ? new AuditProblem(AuditProblemKind.EndMissing, _line + 1, Words($"the log ends with number {newest.Sequence}, and the catalog knows that {known.Sequence} was written"))
            : null;
    }

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Lines that are missing, and which of the problems that is.</summary>
    private readonly record struct AuditHole(long From, long To, int Problem);
}
