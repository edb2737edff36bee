namespace PosBackup.Engine.Catalog.Chains;

/// <summary>Moments that can be reached: any from the first to the last, or one alone.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last; equals the first where only one set's end can be reached.</param>
/// <param name="ForkGuid">The recovery fork that they lie on.</param>
public sealed record ReachableSpan(DateTimeOffset From, DateTimeOffset To, Guid ForkGuid)
{
    /// <summary>The set whose end <see cref="From"/> is: backups tell whole seconds, and several may end in one; null inside a log.</summary>
    public Guid? StartSet { get; init; }

    /// <summary>Whether any moment inside can be reached.</summary>
    public bool IsContinuous => To > From;
}
