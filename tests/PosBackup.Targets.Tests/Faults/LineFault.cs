namespace PosBackup.Targets.Tests.Faults;

/// <summary>What goes wrong on a line.</summary>
public enum LineFault
{
    /// <summary>All connections are reset.</summary>
    Reset,

    /// <summary>All connections are closed, in good order as seen by TCP.</summary>
    Close,

    /// <summary>One bit of one byte is another, and the line goes on.</summary>
    FlipByte,

    /// <summary>Nothing moves any more, and all connections stay open, new ones too, until <see cref="FaultProxy.Heal"/>: a cable was pulled.</summary>
    BlackHole,
}

/// <summary>Which way bytes go.</summary>
public enum LineDirection
{
    /// <summary>Uploads.</summary>
    ToServer,

    /// <summary>Downloads, listings, answers.</summary>
    ToClient,
}
