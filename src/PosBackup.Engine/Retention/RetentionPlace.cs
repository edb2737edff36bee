namespace PosBackup.Engine.Retention;

/// <summary>Where media lie: here, or on a medium of a target.</summary>
/// <param name="Target">Name of the target; empty for here.</param>
/// <param name="Medium">Which of its media; empty where there is only one.</param>
public sealed record RetentionPlace(string Target, string Medium = "")
{
    /// <summary>This machine: the files that the catalog expects.</summary>
    public static RetentionPlace Here { get; } = new("");

    /// <summary>Whether it is this machine.</summary>
    public bool IsHere => Target.Length == 0;

    /// <inheritdoc/>
    public override string ToString() => IsHere ? "here" : Medium.Length == 0 ? Target : $"{Target} ({Medium})";
}
