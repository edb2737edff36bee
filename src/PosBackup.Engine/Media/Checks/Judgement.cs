namespace PosBackup.Engine.Media.Checks;

/// <summary>From findings to the verdict, and their order in a report.</summary>
internal static class Judgement
{
    /// <summary>The worst finding decides; what could not be checked keeps a report from saying intact.</summary>
    public static Verdict Of(IReadOnlyCollection<Finding> findings) =>
        findings.Any(one => one.Severity == FindingSeverity.Error) ? Verdict.Damaged
        : findings.Any(one => one.Severity == FindingSeverity.Suspect) ? Verdict.Suspect
        : findings.Any(one => LeavesUnchecked(one.Code)) ? Verdict.NotChecked
        : Verdict.Intact;

    public static IReadOnlyList<Finding> InOrder(IEnumerable<Finding> findings) =>
    [
        .. findings
            .OrderByDescending(one => one.Severity)
            .ThenBy(one => one.Path, StringComparer.Ordinal)
            .ThenBy(one => one.Offset ?? long.MaxValue),
    ];

    private static bool LeavesUnchecked(FindingCode code) => code
        is FindingCode.NoSets
        or FindingCode.StripeMissing
        or FindingCode.Encrypted
        or FindingCode.UnknownCompression
        or FindingCode.UnknownContainerVersion
        or FindingCode.UnknownChunk
        or FindingCode.UnknownBlock
        or FindingCode.UnknownStream
        or FindingCode.UnknownRecord
        or FindingCode.PagesEncrypted
        or FindingCode.TooLarge;
}
