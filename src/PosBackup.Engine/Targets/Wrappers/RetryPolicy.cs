namespace PosBackup.Engine.Targets.Wrappers;

internal sealed class RetryPolicy
{
    public static RetryPolicy Default { get; } = new();

    private readonly int _most = 5;

    public TimeSpan? DelayAfter(int failures) => failures > _most ? null : TimeSpan.FromSeconds(failures);
}
