namespace PosBackup.Engine.Restores.Steps;

/// <summary>Told before and after each statement of a restore. Tests stop a run there as a power cut would.</summary>
internal interface IRestoreStepObserver
{
    /// <summary>A step is about to begin.</summary>
    Task BeginsAsync(RestoreStep step);

    /// <summary>Its statement is done; nothing is written down of it yet.</summary>
    Task DoneAsync(RestoreStep step);
}

/// <summary>Lets every step pass.</summary>
internal sealed class NoRestoreStepObserver : IRestoreStepObserver
{
    public static NoRestoreStepObserver Instance { get; } = new();

    public Task BeginsAsync(RestoreStep step) => Task.CompletedTask;

    public Task DoneAsync(RestoreStep step) => Task.CompletedTask;
}
