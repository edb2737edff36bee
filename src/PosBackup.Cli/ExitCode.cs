namespace PosBackup.Cli;

/// <summary>What the program answers to whoever started it. Part of the interface.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int SomeFailed = 3;
    public const int NotRecoverable = 4;
    public const int Cancelled = 130;

    public const string Help = """
        Exit codes:
          0    done
          1    failed
          2    the command line, or the value of an option, is wrong
          3    some failed, some did not
          4    the backups do not lead to the moment that was asked for
          130  cancelled (Ctrl+C, SIGTERM)
        """;

    /// <summary>The code for a number of things of which some went well and some did not.</summary>
    public static int Of(int good, int bad) => bad == 0 ? Done : good == 0 ? Failed : SomeFailed;
}
