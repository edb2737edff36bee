using System.Globalization;

namespace PosBackup.Engine.Media.Checks;

/// <summary>Collects findings on one file. Of each code it lists the first few and counts the rest, so that no damage fills the memory.</summary>
/// <param name="path">The file; null for findings on the media set as a whole.</param>
internal sealed class FindingLog(string? path)
{
    private const int ListedPerCode = 20;

    private readonly List<Finding> _findings = [];
    private readonly Dictionary<FindingCode, long> _counts = [];

    /// <summary>Position of the set that is being read.</summary>
    public int? Position { get; set; }

    public bool HasErrors { get; private set; }

    public void Error(FindingCode code, string message, long? offset = null) => Add(FindingSeverity.Error, code, message, offset);

    public void Suspect(FindingCode code, string message, long? offset = null) => Add(FindingSeverity.Suspect, code, message, offset);

    public void Note(FindingCode code, string message, long? offset = null) => Add(FindingSeverity.Note, code, message, offset);

    public void Add(FindingSeverity severity, FindingCode code, string message, long? offset)
    {
        HasErrors |= severity == FindingSeverity.Error;
        long count = _counts[code] = _counts.GetValueOrDefault(code) + 1;
        if (count <= ListedPerCode)
        {
            _findings.Add(new Finding
            {
                Severity = severity, Code = code, Message = message, Path = path, Position = Position, Offset = offset,
            });
        }
    }

    /// <summary>Everything that was listed, and a note for every code that was cut short.</summary>
    public IEnumerable<Finding> All() =>
    [
        .. _findings,
        .. _counts.Where(one => one.Value > ListedPerCode).Select(one => new Finding
        {
            Severity = FindingSeverity.Note,
            Code = FindingCode.MoreFindings,
            Message = string.Create(CultureInfo.InvariantCulture, $"{CountText.Of(one.Value - ListedPerCode, "further finding")} of the kind {one.Key}"),
            Path = path,
        }),
    ];
}
