using PosBackup.Engine.Drills.Evidence;

namespace PosBackup.Engine.Drills.Steps;

/// <summary>Measures the parts of a drill, those that break off as well.</summary>
internal sealed class PhaseClock(TimeProvider clock)
{
    private readonly List<DrillPhaseTime> _times = [];

    public IReadOnlyList<DrillPhaseTime> Times => _times;

    /// <summary>Does a part, and keeps how long it took.</summary>
    /// <param name="phase">Which part.</param>
    /// <param name="work">What is done.</param>
    /// <param name="before">What was spent on the part already.</param>
    public async Task<T> MeasureAsync<T>(DrillPhase phase, Func<Task<T>> work, TimeSpan before = default)
    {
        long started = clock.GetTimestamp();
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            _times.Add(new DrillPhaseTime(phase, before + clock.GetElapsedTime(started)));
        }
    }
}
