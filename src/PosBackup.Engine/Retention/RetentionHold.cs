namespace PosBackup.Engine.Retention;

/// <summary>A hold on one set, everywhere: it and what its restore needs stay until the hold ends.</summary>
/// <param name="SetGuid">The set.</param>
/// <param name="Reason">Why, in the words of whoever put it; never empty.</param>
/// <param name="Until">When it ends; null: never.</param>
public sealed record RetentionHold(Guid SetGuid, string Reason, DateTimeOffset? Until)
{
    /// <summary>Whether it still holds.</summary>
    public bool IsInForce(DateTimeOffset now) => Until is not { } end || now < end;
}
