namespace PosBackup.Engine.Targets.Sftp.Launch;

/// <summary>Starts ssh with three pipes.</summary>
internal interface ISshLauncher
{
    /// <exception cref="TargetException"><see cref="TargetFailure.ToolMissing"/>: there is no such program.</exception>
    ISshProcess Launch(SshCommand command);

    /// <summary>Told that a session did not begin and ssh did not say why. True when it starts ssh in another way from now on.</summary>
    bool Doubt();
}

/// <summary>What is started.</summary>
/// <param name="Program">The ssh program.</param>
/// <param name="Arguments">Its arguments; none is a secret.</param>
/// <param name="Environment">Variables beside those of this process; none is a secret.</param>
internal sealed record SshCommand(string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment);

/// <summary>A running ssh. Disposing it stops it, and what it started.</summary>
internal interface ISshProcess : IDisposable
{
    /// <summary>Its standard input.</summary>
    Stream Input { get; }

    /// <summary>Its standard output.</summary>
    Stream Output { get; }

    /// <summary>Its standard error.</summary>
    Stream Errors { get; }

    /// <summary>Process id.</summary>
    int Id { get; }

    /// <summary>Waits for its end; the exit code, or null when it still runs.</summary>
    int? Wait(TimeSpan atMost);

    /// <summary>Stops it, and what it started. Does nothing when it has ended.</summary>
    void Kill();
}
