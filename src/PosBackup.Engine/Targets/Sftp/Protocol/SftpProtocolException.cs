namespace PosBackup.Engine.Targets.Sftp.Protocol;

/// <summary>A server sent what the protocol does not allow. The session is of no use afterwards.</summary>
internal sealed class SftpProtocolException(string message) : Exception(message);

/// <summary>What answers is no SFTP server: text came where a packet was due.</summary>
/// <param name="text">The beginning of what came, printable.</param>
internal sealed class NotSftpException(string text) : Exception("text came where an SFTP packet was due")
{
    /// <summary>The beginning of what came, printable.</summary>
    public string Text { get; } = text;
}

/// <summary>A server refused a request.</summary>
internal sealed class SftpStatusException(SftpStatus status) : Exception(status.ToString())
{
    /// <summary>What it said.</summary>
    public SftpStatus Status { get; } = status;
}
