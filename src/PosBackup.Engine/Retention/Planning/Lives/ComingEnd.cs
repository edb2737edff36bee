namespace PosBackup.Engine.Retention.Planning.Lives;

/// <summary>What becomes of a database when it counts as backed up no more.</summary>
/// <param name="At">When it does, unless something new comes of it.</param>
/// <param name="LosesWindow">Whether its window goes then.</param>
/// <param name="Points">How many sets stand for something beside the newest chains.</param>
/// <param name="Lost">How many of them go then; the others later, by the calendar.</param>
internal sealed record ComingEnd(DateTimeOffset At, bool LosesWindow, int Points, int Lost);
