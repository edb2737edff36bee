using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Retention;

/// <summary>Where media lie: here, or on a medium of a target. Two are the same when the name of the target is, without regard to letter case, and the medium is to the letter.</summary>
/// <param name="Target">Name of the target; empty for here.</param>
/// <param name="Medium">Which of its media; empty where there is only one.</param>
public sealed record RetentionPlace(string Target, string Medium = "")
{
    /// <summary>This machine: the files that the catalog expects.</summary>
    public static RetentionPlace Here { get; } = new("");

    /// <summary>Whether it is this machine.</summary>
    public bool IsHere => Target.Length == 0;

    /// <summary>The same in a sentence: <c>here</c>, <c>in hq</c>.</summary>
    internal string Where => IsHere ? "here" : $"in {this}";

    /// <inheritdoc/>
    public bool Equals(RetentionPlace? other) => other is not null && TargetName.Comparer.Equals(Target, other.Target) && string.Equals(Medium, other.Medium, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(TargetName.Comparer.GetHashCode(Target), StringComparer.Ordinal.GetHashCode(Medium));

    /// <inheritdoc/>
    public override string ToString() => IsHere ? "here" : Medium.Length == 0 ? Target : $"{Target} ({Medium})";
}
