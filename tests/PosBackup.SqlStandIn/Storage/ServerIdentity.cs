namespace PosBackup.SqlStandIn.Storage;

/// <summary>What the server says of itself: names, edition, version and default folders.</summary>
public sealed class ServerIdentity
{
    internal ServerIdentity(StandInOptions options)
    {
        MachineName = options.MachineName;
        InstanceName = options.InstanceName;
        Edition = EditionFacts.Of(options.Edition);
        Release = ReleaseFacts.Of(options.Version);
        ProductVersion = options.Version;
        Collation = options.Collation;
        DefaultDataPath = Path.Combine(options.DataFolder, "data");
        DefaultLogPath = Path.Combine(options.DataFolder, "log");
        DefaultBackupPath = Path.Combine(options.DataFolder, "backup");
    }

    public string MachineName { get; }

    public string? InstanceName { get; }

    /// <summary>@@SERVERNAME: <c>MACHINE</c> or <c>MACHINE\INSTANCE</c>.</summary>
    public string ServerName => InstanceName is null ? MachineName : $@"{MachineName}\{InstanceName}";

    public EditionFacts Edition { get; }

    public ReleaseFacts Release { get; }

    public Version ProductVersion { get; }

    public string Collation { get; }

    public string DefaultDataPath { get; }

    public string DefaultLogPath { get; }

    public string DefaultBackupPath { get; }

    /// <summary>The account the service runs as: on Linux the one of this process.</summary>
    public string ServiceAccount => Environment.UserName;
}
