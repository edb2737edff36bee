using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Retention;

/// <summary>What goes and what stays, and why, in every place. Kept and removed together are all media that were judged.</summary>
public sealed record RetentionPlan
{
    /// <summary>The clock that it was made by.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The places, in the order in which they are served: here first.</summary>
    public required IReadOnlyList<PlacePlan> Places { get; init; }

    /// <summary>What was not to be decided by a machine, of all places.</summary>
    public IEnumerable<RetentionRefusal> Refusals => Places.SelectMany(place => place.Refusals);
}

/// <summary>The plan of one place.</summary>
public sealed record PlacePlan
{
    /// <summary>What was known of it.</summary>
    public required PlaceFacts Facts { get; init; }

    /// <summary>
    /// Every media set there, those that go first in the order in which they go: dependents before what they need, newest first. Each decision is made anew when it is read, and is
    /// known by its media.
    /// </summary>
    public required IReadOnlyList<MediaDecision> Media { get; init; }

    /// <summary>The recovery points that the policy promises, and that can be restored from what is kept.</summary>
    public required IReadOnlyList<RecoveryPoint> Points { get; init; }

    /// <summary>Why more was not removed.</summary>
    public IReadOnlyList<RetentionRefusal> Refusals { get; init; } = [];

    /// <summary>Databases that are not seen to be backed up any more, and what becomes of their points.</summary>
    public IReadOnlyList<RetentionNote> Notes { get; init; } = [];

    /// <summary>The newest sets of databases of which nobody can tell whether they were dropped.</summary>
    internal IReadOnlyList<Guid> NotSeen { get; init; } = [];

    /// <summary>What is missing of the room that is wanted, after the plan; null when nothing is.</summary>
    public SpacePressure? Pressure { get; init; }

    /// <summary>The place.</summary>
    public RetentionPlace Place => Facts.Place;

    /// <summary>What goes, in order.</summary>
    public IEnumerable<MediaDecision> Removed => Media.TakeWhile(media => media.IsRemoved);

    /// <summary>What stays.</summary>
    public IEnumerable<MediaDecision> Kept => Media.SkipWhile(media => media.IsRemoved);

    /// <summary>Bytes that go.</summary>
    public long FreedBytes => Removed.Sum(media => media.Media.Length);
}

/// <summary>What becomes of a media set in one place.</summary>
/// <param name="Media">The media.</param>
/// <param name="IsRemoved">Whether it goes.</param>
/// <param name="Sets">Its sets, each with its own reasons.</param>
public sealed record MediaDecision(HeldMedia Media, bool IsRemoved, IReadOnlyList<SetDecision> Sets);

/// <summary>Why a set stays or goes.</summary>
/// <param name="Set">The set.</param>
/// <param name="Keeps">Why it stays; empty when nothing asks for it.</param>
/// <param name="Removal">Why it would go if nothing asked for it.</param>
public sealed record SetDecision(BackupSet Set, IReadOnlyList<KeepReason> Keeps, RemoveReason Removal);

/// <summary>A promise: the end of a set, or any moment of a window.</summary>
/// <param name="FamilyGuid">The database family.</param>
/// <param name="Database">Its name.</param>
/// <param name="SetGuid">The set whose end it is; for a window the newest set in it.</param>
/// <param name="From">First moment.</param>
/// <param name="To">Last moment; equals the first where it is the end of a set.</param>
/// <param name="Reason">The rule that promises it.</param>
public sealed record RecoveryPoint(Guid FamilyGuid, string Database, Guid SetGuid, DateTimeOffset From, DateTimeOffset To, KeepReason Reason);
