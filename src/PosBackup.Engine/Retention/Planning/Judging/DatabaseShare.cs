using PosBackup.Engine.Retention.Planning.Guards;
using PosBackup.Engine.Retention.Planning.Limits;

namespace PosBackup.Engine.Retention.Planning.Judging;

/// <summary>What one database has to do with the plan of a place.</summary>
/// <param name="Appearance">Where the first set of its family was found: which media of the group in the place, and how many sets lie before it there.</param>
/// <param name="Name">Its name.</param>
/// <param name="Instance">The instance that it was on.</param>
/// <param name="NewestSet">Its newest set.</param>
/// <param name="NewestBegun">When its newest set was begun.</param>
/// <param name="Points">What the policy promises of it.</param>
/// <param name="Refusals">Why nothing of it may be removed.</param>
internal sealed record DatabaseShare(
    (int Media, int Before) Appearance,
    string Name,
    string Instance,
    Guid NewestSet,
    DateTimeOffset NewestBegun,
    IReadOnlyList<RecoveryPoint> Points,
    IReadOnlyList<RetentionRefusal> Refusals)
{
    /// <summary>Whether it is not backed up any more by that name: what it lets go is counted by itself.</summary>
    public bool IsApart { get; init; }

    /// <summary>How much of it would go, before it is asked whether that is too much.</summary>
    public RemovalShare Removal { get; init; }

    /// <summary>The oldest set that would go; null when none would.</summary>
    public RefusedSet? OldestGoing { get; init; }

    /// <summary>Whether another machine ships it: it stays, and is not judged here.</summary>
    public bool IsOthers { get; init; }

    /// <summary>That it is not seen to be backed up any more, or that another machine ships it; null where it is, by this one.</summary>
    public RetentionNote? Note { get; init; }

    /// <summary>That nothing since its newest full can go until there is another; null where something can, or it is asked for.</summary>
    public RetentionNote? Stuck { get; init; }

    /// <summary>The set to acknowledge where nobody can tell whether the database was dropped; null where somebody can.</summary>
    public Guid? NotSeen { get; init; }

    /// <summary>That its newest set is of the future; null when it is not.</summary>
    public RetentionRefusal? Ahead { get; init; }

    /// <summary>Whether a clock was wrong once, and is not now: see <see cref="AheadGuard.HasGoneOn"/>.</summary>
    public bool HasGoneOn { get; init; }

    /// <summary>That something of it is older than is allowed, and stays; null when nothing is.</summary>
    public RetentionRefusal? Conflict { get; init; }

    /// <summary>The same of a database that is not backed up any more.</summary>
    public RetentionNote? TooOld { get; init; }
}
