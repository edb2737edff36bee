namespace PosBackup.Engine.Drills.Steps;

/// <summary>Told what a drill has come to. Tests look at, or keep, what a power cut would leave there.</summary>
internal interface IDrillStepObserver
{
    /// <summary>A step was reached.</summary>
    Task ReachedAsync(DrillStep step, string scratchDatabase);
}

/// <summary>Points in a drill.</summary>
internal enum DrillStep
{
    /// <summary>The journal is written; nothing is on the instance yet.</summary>
    Journaled = 0,

    /// <summary>The scratch database is online.</summary>
    Restored,

    /// <summary>DBCC CHECKDB is over.</summary>
    Checked,

    /// <summary>The assertions are over; the scratch database is about to be dropped.</summary>
    Asserted,
}

/// <summary>Lets every step pass.</summary>
internal sealed class NoDrillStepObserver : IDrillStepObserver
{
    public static NoDrillStepObserver Instance { get; } = new();

    public Task ReachedAsync(DrillStep step, string scratchDatabase) => Task.CompletedTask;
}
