namespace PosBackup.Engine.Drills;

/// <summary>Which moment a drill restores to.</summary>
public enum DrillMoment
{
    /// <summary>The newest that can be reached.</summary>
    Latest = 0,

    /// <summary>Any second of the window, each as likely as any other.</summary>
    Random,

    /// <summary>The oldest that can be reached within the window: what retention promises.</summary>
    Oldest,
}
