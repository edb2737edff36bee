using PosBackup.Engine;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Trust;

namespace PosBackup.Cli.Verbs;

/// <summary>What the server of a target is recognised by, and what it offers.</summary>
internal static class TargetScan
{
    /// <summary>What is trusted of a server that can be looked at now.</summary>
    /// <param name="target">The target.</param>
    /// <param name="jump">The server on the way.</param>
    /// <exception cref="PosBackupException">InvalidOption: there is no server; HostNotTrusted: the one on the way comes first.</exception>
    public static IReadOnlyList<string> RequirePins(TargetDefinition target, bool jump)
    {
        if (TargetPins.Of(target, jump) is not { } pinned)
            throw new PosBackupException(ErrorCode.InvalidOption, $"{target.Name} has {(jump ? "no server on the way" : "no server")} that could be trusted: it is {target.Kind} {target.Address}", "'target list' shows what there is to trust");

        return jump || TargetPins.Of(target, jump: true) is not { Count: 0 } ? pinned : throw new PosBackupException(
            ErrorCode.HostNotTrusted, $"{target.Name} is reached through a server that is not trusted yet", $"posbackup target trust {target.Name} --jump");
    }

    /// <summary>The same target, which trusts exactly what has these fingerprints.</summary>
    /// <param name="target">The target.</param>
    /// <param name="jump">The server on the way.</param>
    /// <param name="fingerprints">From a source that can be trusted.</param>
    /// <param name="registry">Reaches the server.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PosBackupException">As <see cref="RequirePins"/>; HostNotTrusted: the server does not offer one of them.</exception>
    public static async Task<TargetDefinition> TrustAsync(TargetDefinition target, bool jump, IReadOnlyList<string> fingerprints, TargetRegistry registry, CancellationToken cancellationToken)
    {
        _ = RequirePins(target, jump);
        IReadOnlyList<OfferedIdentity> offered = await registry.Scan(target, jump).ScanAsync(cancellationToken);
        IReadOnlyList<string> pins = [];
        foreach (string fingerprint in fingerprints)
            pins = TrustPlanner.Plan(pins, offered, fingerprint, add: true).After;

        return TargetPins.Replace(target, jump, pins);
    }
}
