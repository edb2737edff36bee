using System.Buffers;
using System.Globalization;

namespace PosBackup.Engine.Sql;

/// <summary>
/// The name of an instance, taken apart.
/// <code>
/// TILL7   TILL7\POS   TILL7,1433   tcp:TILL7\POS,1433   .   (local)   ::1,1433     taken
/// np:\\TILL7\pipe\sql\query   \\.\pipe\sql\query                                   taken; a pipe is not looked into
/// Server=TILL7;Password=…   sqlserver://sa:…@TILL7                                 refused, and never repeated: there may be a password in it
/// TILL7:1433   TILL7,99999   ,1433                                                 refused
/// </code>
/// </summary>
/// <param name="Protocol">tcp, np, lpc or admin; null when the client is to choose.</param>
/// <param name="Host">The machine; empty for a pipe.</param>
/// <param name="Name">Name of the instance on the machine; null for the default one.</param>
/// <param name="Port">TCP port; null when none is named.</param>
internal sealed record InstanceName(string? Protocol, string Host, string? Name, int? Port)
{
    private const int DefaultPort = 1433;

    private static readonly string[] Protocols = ["tcp", "np", "lpc", "admin"];

    /// <summary>Characters of connection strings and addresses that stand in no name.</summary>
    private static readonly SearchValues<char> Foreign = SearchValues.Create(";=@/\"'");

    /// <summary>The port, where it is sure that TCP will be spoken to it; null where the client may find another way, or must ask SQL Server Browser.</summary>
    public int? SurePort => this switch
    {
        { Protocol: not (null or "tcp") } or { Host: "" } or { Host: ['(', ..] } => null,
        { Port: { } port } => port,
        { Name: not null } => null,
        { Protocol: "tcp" } => DefaultPort,
        _ => OperatingSystem.IsWindows() ? null : DefaultPort,
    };

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="PosBackupException">InvalidOption; never with the text itself.</exception>
    public static InstanceName Parse(string text)
    {
        text = text.Trim();
        if (text.Length == 0)
            throw Invalid("the instance is not named");

        if (text.AsSpan().ContainsAny(Foreign) || text.Any(char.IsControl))
            throw Invalid("the instance is given as something else than a name: it holds one of ; = @ / and quotes, as connection strings and addresses do");

        string? protocol = Array.Find(Protocols, one => text.StartsWith(one + ":", StringComparison.OrdinalIgnoreCase));
        string rest = protocol is null ? text : text[(protocol.Length + 1)..];
        if (protocol is "np" || rest.StartsWith(@"\\", StringComparison.Ordinal))
            return new InstanceName("np", "", Name: null, Port: null);

        string[] parts = rest.Split(',');
        string[] names = parts[0].Split('\\');
        string host = names[0].Trim();
        if (host.Length == 0)
            throw Invalid("the instance's name has no host");

        if (parts.Length > 2 || names.Length > 2)
            throw Invalid("the instance's name has more than one comma or backslash");

        if (host.Count(c => c == ':') == 1)
            throw Invalid("the instance's name holds a colon; a port stands behind a comma");

        return new InstanceName(protocol, host, names.ElementAtOrDefault(1), parts.Length == 1 ? null : PortOf(parts[1]));
    }

    private static int PortOf(string text) =>
        int.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is >= 1 and <= 65535
            ? port
            : throw Invalid("the instance's port is out of range; it may be 1 to 65535");

    private static PosBackupException Invalid(string message) => new(
        ErrorCode.InvalidOption, message, @"Name it as HOST, HOST\NAME or HOST,port. A login is given as user and password, never within the name.");
}
