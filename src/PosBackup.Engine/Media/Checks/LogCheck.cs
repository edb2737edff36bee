using System.Globalization;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Media.Checks;

/// <summary>The log of one set, over all of its stripes: its blocks follow each other without a gap and end at the last LSN.</summary>
/// <remarks>Blocks inside one range are compared as they come; ranges of different virtual log files are put in order first.</remarks>
internal sealed class LogCheck
{
    private const int MaxRuns = 100_000;
    private const uint FirstBlockOfVlf = 16;

    private readonly List<LogRun> _runs = [];
    private bool _isOverfull;

    /// <summary>Bytes of log blocks in the set.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes that the ranges of each stripe declare; all stripes repeat them.</summary>
    public Dictionary<int, long> Declared { get; } = [];

    /// <summary>Takes in blocks that follow each other.</summary>
    public void Add(LogRun run)
    {
        Bytes += run.Bytes;
        _isOverfull |= _runs.Count == MaxRuns;
        if (!_isOverfull)
            _runs.Add(run);
    }

    /// <summary>Reports on the set when it is over.</summary>
    /// <param name="set">The set as MSLS describes it.</param>
    /// <param name="expectedBytes">Bytes of log that the set declares.</param>
    /// <param name="findings">Log of the media set.</param>
    public void Report(BackupSet set, long expectedBytes, FindingLog findings)
    {
        foreach (long declared in Declared.Values.Where(declared => declared != Bytes).Take(1))
            findings.Error(FindingCode.LogRangeMismatch, Text($"the log ranges declare {declared} bytes and the set holds {Bytes}"));

        if (expectedBytes != Bytes)
            findings.Error(FindingCode.LogRangeMismatch, Text($"the set declares {expectedBytes} bytes of log and holds {Bytes}"));

        if (_runs.Count == 0)
            return;

        if (_isOverfull)
        {
            findings.Note(FindingCode.TooLarge, Text($"the log lies in more than {MaxRuns} pieces: whether they follow each other was not checked"));
            return;
        }

        _runs.Sort((one, other) => (one.Vlf, one.FirstBlock).CompareTo((other.Vlf, other.FirstBlock)));
        for (int i = 1; i < _runs.Count; i++)
        {
            if (!_runs[i].Follows(_runs[i - 1]))
                findings.Error(FindingCode.LogGap, Text($"log is missing between {_runs[i - 1].End} and {_runs[i].Start}"));
        }

        if (!EndsAt(_runs[^1], set.LastLsn))
            findings.Error(FindingCode.LogGap, Text($"the log ends at {_runs[^1].End}, not at the last LSN {set.LastLsn}"));
    }

    private static bool EndsAt(LogRun last, Lsn lsn) =>
        (lsn.Vlf == last.Vlf && lsn.Block == last.NextBlock) || (lsn.Vlf == last.Vlf + 1 && lsn.Block <= FirstBlockOfVlf);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
