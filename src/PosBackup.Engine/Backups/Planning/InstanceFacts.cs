namespace PosBackup.Engine.Backups.Planning;

/// <summary>What an instance says about itself.</summary>
internal sealed record InstanceFacts
{
    /// <summary><c>MACHINE</c> or <c>MACHINE\INSTANCE</c>.</summary>
    public required string Name { get; init; }

    public required string Machine { get; init; }

    /// <summary>Null for the default instance.</summary>
    public string? InstanceName { get; init; }

    public required Version Version { get; init; }

    public required string Edition { get; init; }

    public required string Collation { get; init; }

    public required string Login { get; init; }

    /// <summary>Offset of the instance's clock from UTC: msdb keeps local times without one.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>Without VIEW SERVER STATE the chain and the progress of other sessions are hidden.</summary>
    public bool CanViewServerState { get; init; }

    /// <summary>Without CREATE ANY DATABASE the instance reads no media headers for us.</summary>
    public bool CanReadHeaders { get; init; }

    /// <summary>Whether the instance runs on the machine of that name. Windows cuts NetBIOS names at 15 characters.</summary>
    public bool IsOn(string machine) =>
        string.Equals(NetBios(Machine), NetBios(machine), StringComparison.OrdinalIgnoreCase);

    private static string NetBios(string machine)
    {
        string host = machine.Split('.')[0];
        return host.Length > 15 ? host[..15] : host;
    }
}
