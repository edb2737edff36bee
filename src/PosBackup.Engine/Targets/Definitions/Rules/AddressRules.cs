using PosBackup.Engine.Files;

namespace PosBackup.Engine.Targets.Definitions.Rules;

/// <summary>Whether two targets lead to one place: what lies there would count as two copies.</summary>
internal static class AddressRules
{
    /// <summary>The targets that lead to where one before them does, each with that one.</summary>
    public static IEnumerable<(TargetDefinition Target, TargetDefinition Before)> Shared(IEnumerable<TargetDefinition> targets)
    {
        var taken = new Dictionary<string, TargetDefinition>(StringComparer.Ordinal);
        foreach (TargetDefinition target in targets)
        {
            string[] places = [.. Places(target).Distinct(StringComparer.Ordinal)];
            if (places.Select(taken.GetValueOrDefault).FirstOrDefault(before => before is not null) is { } before)
                yield return (target, before);
            foreach (string place in places)
                taken.TryAdd(place, target);
        }
    }

    /// <summary>What a message says of two of them; values are not repeated.</summary>
    public static string Rule(TargetDefinition before) => $"it leads to where target '{before.Name}' does, and a copy there would count as two";

    /// <summary>One for each place behind a target: the drives of one are several.</summary>
    private static IEnumerable<string> Places(TargetDefinition target) => target switch
    {
        FolderDefinition { Volumes.Count: > 0 } folder => folder.Volumes.Select(volume => $"{(volume.Serial is { } serial ? $"serial {serial.Replace("-", "", StringComparison.Ordinal)}" : $"label {volume.Label}").ToUpperInvariant()} {Trimmed(folder.Path)}"),
        FolderDefinition folder => [$"folder {(Path.IsPathFullyQualified(folder.Path) ? PathIdentity.Key(folder.Path) : Trimmed(folder.Path))}"],
        SftpDefinition sftp => [$"sftp {sftp.Endpoint.User}@{sftp.Endpoint.Host.ToUpperInvariant()}:{sftp.Endpoint.Port} {Trimmed(sftp.Path)}"],
        FtpDefinition ftp => [$"ftp {ftp.User}@{ftp.Host.ToUpperInvariant()}:{ftp.PortOrDefault} {Trimmed(ftp.Path)}"],
        _ => [],
    };

    private static string? Trimmed(string? path) => path is { Length: > 1 } ? path.TrimEnd('/', '\\') : path;
}
