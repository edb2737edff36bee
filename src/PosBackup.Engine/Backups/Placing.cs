namespace PosBackup.Engine.Backups;

/// <summary>The ways in which a set comes to its place.</summary>
public enum Placing
{
    /// <summary>Into files that are not there yet.</summary>
    New = 0,

    /// <summary>Behind the sets of a media file (NOINIT).</summary>
    Append,

    /// <summary>Into a file beside, which takes the name of the old one, if there is one, when it is verified.</summary>
    Swap,

    /// <summary>Over the old file (INIT), where this process cannot swap.</summary>
    Init,
}
