using System.Net;
using PosBackup.Engine.Files;

namespace PosBackup.Engine.Targets.Definitions.Rules;

/// <summary>Whether two targets lead to one place: what lies there would count as two copies.</summary>
internal static class AddressRules
{
    private const int ExplicitTls = 21;
    private const int ImplicitTls = 990;

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
        FolderDefinition { Volumes.Count: > 0 } folder => folder.Volumes.Select(volume => $"{(volume.Serial is { } serial ? $"serial {serial.Replace("-", "", StringComparison.Ordinal)}" : $"label {volume.Label}")} {Windows(folder.Path)}".ToUpperInvariant()),
        FolderDefinition folder => [$"folder {(Path.IsPathFullyQualified(folder.Path) ? PathIdentity.Key(folder.Path) : Windows(folder.Path).ToUpperInvariant())}"],
        SftpDefinition sftp => [$"sftp {sftp.Endpoint.User}@{Host(sftp.Endpoint.Host)}:{sftp.Endpoint.Port} {Plain(sftp.Path)}"],
        FtpDefinition ftp => [$"ftp {ftp.User}@{Host(ftp.Host)}:{Port(ftp)} {Plain(ftp.Path is "~" ? "" : ftp.Path.StartsWith("~/", StringComparison.Ordinal) ? ftp.Path[2..] : ftp.Path)}"],
        _ => [],
    };

    /// <summary>A server whose TLS begins with the first byte mostly listens on the plain port as well, and leads to the same folders.</summary>
    private static int Port(FtpDefinition ftp) => ftp.PortOrDefault == ImplicitTls ? ExplicitTls : ftp.PortOrDefault;

    private static string Host(string host) => IPAddress.TryParse(host, out IPAddress? address) ? address.ToString() : host.TrimEnd('.').ToUpperInvariant();

    /// <summary>Windows takes both slashes, several for one, and tells no case apart.</summary>
    private static string Windows(string path) => $"{(path.StartsWith(@"\\", StringComparison.Ordinal) ? @"\\" : "")}{Plain(path.Replace('\\', '/').TrimStart('/'))}";

    /// <summary>Without what changes nothing: a slash too many, a step to where one is, a step down and up again.</summary>
    private static string Plain(string path)
    {
        var steps = new List<string>();
        foreach (string step in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(step => step is not "."))
        {
            if (step is ".." && steps is [.., not ".."])
                steps.RemoveAt(steps.Count - 1);
            else
                steps.Add(step);
        }

        return $"{(path.StartsWith('/') ? "/" : "")}{string.Join('/', steps)}";
    }
}
