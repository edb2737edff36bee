using PosBackup.Engine.Drills.Steps;

namespace PosBackup.Integration.Tests.Drills;

/// <summary>Does something when a drill has come to a step.</summary>
internal sealed class AtStep(DrillStep at, Func<string, Task> work) : IDrillStepObserver
{
    public Task ReachedAsync(DrillStep step, string scratchDatabase) => step == at ? work(scratchDatabase) : Task.CompletedTask;
}
