namespace PosBackup.Engine.Targets;

/// <summary>Why something failed at a target: one word for all protocols.</summary>
public enum TargetFailure
{
    /// <summary>None of the others; the message carries the raw text.</summary>
    Unknown = 0,

    /// <summary>User, password, key or second factor was refused.</summary>
    AuthFailed,

    /// <summary>The host key or certificate is not the one that was pinned, is unknown, or was revoked.</summary>
    HostIdentity,

    /// <summary>No connection: no name, no route, refused, no answer, or what answers speaks another protocol. May pass.</summary>
    Unreachable,

    /// <summary>The connection broke, or nothing moved for too long. Try again and go on where it stopped.</summary>
    Lost,

    /// <summary>The disk or the quota is full.</summary>
    NoSpace,

    /// <summary>This account may not do that there.</summary>
    Denied,

    /// <summary>No such file.</summary>
    Missing,

    /// <summary>The definition does not fit what was found: no common cipher, SFTP not enabled, TLS demanded, a name the target cannot have.</summary>
    Config,

    /// <summary>A program that carries the protocol is not installed.</summary>
    ToolMissing,
}
