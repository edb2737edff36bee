using System.Globalization;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Targets.Folder.Rotation;

/// <summary>
/// Tells which of the drives that take turns are missed. Pure.
/// <code>
/// never seen                          NeverSeen   unless nobody expects it
/// seen longer ago than expected       Overdue     on the day itself it is not yet
/// seen later than now                 AheadOfNow  one of the clocks is wrong, and overdue cannot be told
/// </code>
/// </summary>
internal static class RotationPlanner
{
    /// <summary>Notes in the order of the definition; none when all is well.</summary>
    /// <param name="drives">The drives of the definition.</param>
    /// <param name="lastSeen">When each was last in, by its name (<see cref="TargetDescription.MediumName"/>), the one that is in now included.</param>
    /// <param name="now">The moment that is asked for.</param>
    public static IReadOnlyList<RotationNote> Plan(IReadOnlyList<VolumeDefinition> drives, IReadOnlyDictionary<string, DateTimeOffset> lastSeen, DateTimeOffset now) =>
        [.. drives.Select(drive => Note(drive, lastSeen.TryGetValue(drive.Name, out DateTimeOffset seen) ? seen : null, now)).OfType<RotationNote>()];

    private static RotationNote? Note(VolumeDefinition drive, DateTimeOffset? seen, DateTimeOffset now)
    {
        if (drive.ExpectedEveryDays is not { } expected)
            return null;
        if (seen is not { } last)
            return new RotationNote(drive.Name, RotationState.NeverSeen, LastSeen: null, DaysAgo: null, expected);
        if (last > now)
            return new RotationNote(drive.Name, RotationState.AheadOfNow, last, DaysAgo: null, expected);

        int days = (int)(now - last).TotalDays;
        return days > expected ? new RotationNote(drive.Name, RotationState.Overdue, last, days, expected) : null;
    }
}

/// <summary>A drive that is missed.</summary>
/// <param name="Drive">What the definition calls it.</param>
/// <param name="State">In which way.</param>
/// <param name="LastSeen">When it was last in.</param>
/// <param name="DaysAgo">Whole days since then.</param>
/// <param name="ExpectedEveryDays">What the definition expects.</param>
internal sealed record RotationNote(string Drive, RotationState State, DateTimeOffset? LastSeen, int? DaysAgo, int ExpectedEveryDays)
{
    /// <summary>For a person.</summary>
    public override string ToString() => State switch
    {
        RotationState.NeverSeen => $"{Drive} was never seen (expected every {CountText.Of(ExpectedEveryDays, "day")})",
        RotationState.AheadOfNow => string.Create(CultureInfo.InvariantCulture, $"{Drive} was last seen at {LastSeen:yyyy-MM-dd HH:mm zzz}, which is still to come: check this machine's clock"),
        _ => $"{Drive} was last seen {DaysAgo} days ago (expected every {ExpectedEveryDays})",
    };
}

/// <summary>In which way a drive is missed.</summary>
internal enum RotationState
{
    /// <summary>It was in, but not for longer than expected.</summary>
    Overdue,

    /// <summary>It was not in yet.</summary>
    NeverSeen,

    /// <summary>It was in at a time that has not come yet.</summary>
    AheadOfNow,
}
