using PosBackup.Engine.Targets.Sftp.Protocol;
using PosBackup.Engine.Targets.Sftp.Session;

namespace PosBackup.Engine.Targets.Sftp;

/// <summary>Reads what a server answers to check-file.</summary>
internal static class ServerHash
{
    private const int Length = 32;

    /// <summary>SHA-256 in lower-case hexadecimal; null when the server cannot compute it.</summary>
    /// <remarks>The hash stands at the end: bare, as the draft has it, or counted.</remarks>
    public static string? Read(SftpReply reply)
    {
        if (reply.Type == SftpPacketType.Status && reply.Status is { Code: SftpStatusCode.Unsupported })
            return null;

        byte[] body = reply.Expect(SftpPacketType.ExtendedReply);
        return body.Length >= Length && body.AsSpan().IndexOf("sha256"u8) >= 0 ? Convert.ToHexStringLower(body.AsSpan(body.Length - Length)) : null;
    }
}
