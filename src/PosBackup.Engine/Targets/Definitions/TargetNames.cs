using System.Text.Json;

namespace PosBackup.Engine.Targets.Definitions;

/// <summary>The words of the file of targets: its properties by kind, and the names of its choices.</summary>
internal static class TargetNames
{
    /// <summary>Properties of every kind.</summary>
    public static string[] Shared { get; } = ["name", "kind", "verify", "throttle", "appendOnly", "ignoreClock"];

    /// <summary>Properties of a folder beside those of every kind.</summary>
    public static string[] Folder { get; } = ["path", "volumes", "user", "password"];

    /// <summary>Properties of an SSH server.</summary>
    public static string[] Endpoint { get; } = ["host", "port", "user", "password", "identityFile", "passphrase", "hostKeys"];

    /// <summary>Properties of an SFTP server beside those of an SSH server and of every kind.</summary>
    public static string[] Sftp { get; } = ["path", "jump", "connections", "program", "connectTimeout", "stallTimeout"];

    /// <summary>Properties of an FTP server beside those of every kind.</summary>
    public static string[] Ftp { get; } = ["host", "port", "user", "password", "path", "protection", "allowPlaintext", "certificatePins", "connectTimeout", "stallTimeout"];

    /// <summary>Properties of a removable drive.</summary>
    public static string[] Volume { get; } = ["name", "serial", "label", "expectedEvery"];

    /// <summary>Properties of the verification.</summary>
    public static string[] Verification { get; } = ["depth", "wholeUpTo", "blocks", "wholeWithin"];

    /// <summary>Properties of the throttle.</summary>
    public static string[] Throttle { get; } = ["rate", "fullSpeed"];

    /// <summary>A choice as the file writes it.</summary>
    public static string Of<T>(T choice)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(choice.ToString());
}
