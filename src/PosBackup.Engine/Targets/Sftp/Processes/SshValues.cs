using System.Text;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Targets.Sftp.Processes;

/// <summary>
/// Checks every value of a definition before it goes into a configuration of ssh: there a line end begins an option of its own, a quote ends a
/// value, and <c>%</c> and <c>${</c> are expanded. Pure.
/// </summary>
internal static class SshValues
{
    /// <summary>Checks a whole definition.</summary>
    /// <exception cref="TargetException"><see cref="TargetFailure.Config"/>, naming the property.</exception>
    public static void Require(SftpDefinition definition)
    {
        Require(definition, definition.Endpoint, "endpoint");
        if (definition.Jump is { } jump)
            Require(definition, jump, "jump");
        Check(definition, "path", definition.Path, !definition.Path.Any(char.IsControl), "has a control character");
        Check(definition, "path", definition.Path, !definition.Path.StartsWith('~'), "begins with ~, which a server does not expand; leave ~/ out: a path without / begins in the login's home");
        Check(definition, "connections", $"{definition.Connections}", definition.Connections is >= 1 and <= 8, "is not 1 to 8");
        Check(definition, "connectSeconds", $"{definition.ConnectSeconds}", definition.ConnectSeconds is >= 1 and <= 600, "is not 1 to 600");
        Check(definition, "stallSeconds", $"{definition.StallSeconds}", definition.StallSeconds is >= 5 and <= 3600, "is not 5 to 3600");
    }

    /// <summary>A value between quotes, as ssh reads it back.</summary>
    public static string Quoted(string value) => $"\"{value}\"";

    /// <summary>A path for an option that expands <c>%</c>; with <c>/</c>, which ssh understands on Windows too.</summary>
    public static string QuotedPath(string path) => Quoted((OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path).Replace("%", "%%", StringComparison.Ordinal));

    /// <summary>Whether ssh reads a path back as it is.</summary>
    public static bool IsPath(string path) =>
        path.Length > 0 && path[0] is not ('-' or '~') && !path.Any(c => char.IsControl(c) || c == '"') && !path.Contains("${", StringComparison.Ordinal)
        && (OperatingSystem.IsWindows() || !path.Contains('\\', StringComparison.Ordinal));

    /// <summary>Whether a pin is <c>type base64</c> and the key is of that type.</summary>
    public static bool IsPin(string pin)
    {
        string[] parts = pin.Split(' ');
        if (parts.Length != 2 || parts[0].Length is 0 or > 100 || !parts[0].All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.' or '@'))
            return false;

        var key = new byte[parts[1].Length];
        return Convert.TryFromBase64String(parts[1], key, out int length) && length > 4 + parts[0].Length
            && key.AsSpan(4, parts[0].Length).SequenceEqual(Encoding.ASCII.GetBytes(parts[0])) && key[3] == parts[0].Length;
    }

    private static void Require(SftpDefinition definition, SshEndpoint endpoint, string property)
    {
        Check(definition, $"{property}.host", endpoint.Host, IsHost(endpoint.Host), "is no host name or address: letters, digits, dots, hyphens, underscores, and colons in an IPv6 address; names in other scripts in their xn-- form");
        Check(definition, $"{property}.port", $"{endpoint.Port}", endpoint.Port is >= 1 and <= 65535, "is not 1 to 65535");
        Check(definition, $"{property}.user", endpoint.User, IsUser(endpoint.User), "is no login that ssh can be given: no blanks, quotes, %, $ or control characters, no hyphen in front");
        if (endpoint.IdentityFile is { } file)
            Check(definition, $"{property}.identityFile", file, IsPath(file), "is no path that ssh can be given: no quotes, control characters or ${, no hyphen or ~ in front");
        for (int pin = 0; pin < endpoint.HostKeys.Count; pin++)
            Check(definition, $"{property}.hostKeys[{pin}]", endpoint.HostKeys[pin], IsPin(endpoint.HostKeys[pin]), "is no public key in the form: type base64");
    }

    private static bool IsHost(string host) => host.Length is > 0 and <= 255 && host[0] is not ('-' or '.') && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':');

    private static bool IsUser(string user) =>
        user.Length is > 0 and <= 255 && user[0] != '-' && !user.EndsWith('\\') && !user.Contains(@"\\", StringComparison.Ordinal)
        && !user.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '"' or '\'' or '%' or '$' or '`');

    private static void Check(SftpDefinition definition, string property, string value, bool isGood, string complaint)
    {
        if (!isGood)
            throw new TargetException(TargetFailure.Config, $"target {definition.Name}: {property} {complaint}: {Protocol.PrintableText.Of(value)}", "correct the definition of the target");
    }
}
