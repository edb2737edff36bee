using System.Globalization;

namespace PosBackup.Engine.Backups.Preflight;

/// <summary>Whether a backup fits: refused only when it surely does not, warned about when it might not.</summary>
internal static class SpaceRules
{
    /// <summary>What must stay free, so that a backup does not fill the disk that the till writes to.</summary>
    public const long Reserve = 64L << 20;

    public static PreflightCheck Check(string folder, long? freeBytes, SpaceEstimate? estimate)
    {
        if (freeBytes is not { } free)
            return New(PreflightOutcome.NotChecked, ErrorCode.None, $"free space at {folder} was not checked: neither this machine nor the instance tells it");

        if (estimate is null)
            return New(PreflightOutcome.NotChecked, ErrorCode.None, $"{Size(free)} are free at {folder}; how much the backup takes is not known before");

        string numbers = $"{Size(estimate.Bytes)} {(estimate.IsCeiling ? "at most" : "needed")}, {Size(free)} free at {folder}";
        if (estimate.Bytes + Reserve <= free)
            return New(PreflightOutcome.Passed, ErrorCode.None, numbers);

        return estimate.IsCeiling
            ? New(PreflightOutcome.Warned, ErrorCode.NoSpace, $"the disk may get full: {numbers}", "Free space, or choose another folder.")
            : New(PreflightOutcome.Failed, ErrorCode.NoSpace, $"not enough space: {numbers}", "Free space, or choose another folder.");
    }

    /// <summary>Bytes for a person, in binary units.</summary>
    internal static string Size(long bytes) => bytes switch
    {
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB"),
        >= 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.0} MiB"),
        _ => CountText.Of(bytes, "byte"),
    };

    private static PreflightCheck New(PreflightOutcome outcome, ErrorCode code, string message, string? hint = null) => new(PreflightSubject.Space, outcome, code, message, hint);
}
