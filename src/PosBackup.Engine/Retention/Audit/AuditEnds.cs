namespace PosBackup.Engine.Retention.Audit;

/// <summary>
/// What the next line of a chain may follow. Mostly that is one line; behind one that does not fit it is that one or what came before it, as somebody may have put it in. The one that was
/// followed last comes first.
/// </summary>
internal sealed class AuditEnds
{
    /// <summary>The chain, and two lines that were put in one after the other.</summary>
    private const int Most = 3;

    private readonly List<AuditHead> _ends = [AuditHead.None];

    /// <summary>The one with the highest number.</summary>
    public AuditHead Newest => _ends.MaxBy(end => end.Sequence)!;

    /// <summary>Whether a line follows one of them; then it takes its place.</summary>
    public bool Follow(AuditRecord record)
    {
        int end = _ends.FindIndex(one => one.Sequence + 1 == record.Sequence && string.Equals(one.Hash, record.Previous, StringComparison.Ordinal));
        if (end < 0)
            return false;

        _ends.RemoveAt(end);
        _ends.Insert(0, record.Head);
        return true;
    }

    /// <summary>A line that follows none of them may be followed as well.</summary>
    public void Add(AuditRecord record)
    {
        if (_ends.Count == Most)
            _ends.RemoveAt(1);
        _ends.Add(record.Head);
    }

    /// <summary>The chain goes on with this line and no other.</summary>
    public void GoOnWith(AuditRecord record)
    {
        _ends.Clear();
        _ends.Add(record.Head);
    }
}
