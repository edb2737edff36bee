namespace PosBackup.Engine.Targets.Sftp.Protocol;

/// <summary>What a server says about a request.</summary>
/// <param name="Code">The number; servers send numbers of later versions too.</param>
/// <param name="Message">Its words, printable and at most <see cref="PrintableText.Longest"/> characters.</param>
internal readonly record struct SftpStatus(SftpStatusCode Code, string Message)
{
    /// <summary>Whether the request was done.</summary>
    public bool IsOk => Code == SftpStatusCode.Ok;

    /// <summary>Reads the body of a STATUS packet, behind its id. A body without words is old but allowed.</summary>
    public static SftpStatus Read(ReadOnlySpan<byte> body)
    {
        var reader = new PacketReader(body);
        var code = (SftpStatusCode)reader.UInt32();
        return new SftpStatus(code, code == SftpStatusCode.Ok || reader.Left < 4 ? "" : PrintableText.Of(reader.Bytes()));
    }

    /// <inheritdoc/>
    public override string ToString() => Message.Length == 0 ? $"status {(uint)Code}" : $"{Message} (status {(uint)Code})";
}

/// <summary>Status numbers.</summary>
internal enum SftpStatusCode : uint
{
    Ok = 0,
    EndOfFile = 1,
    NoSuchFile = 2,
    PermissionDenied = 3,
    Failure = 4,
    BadMessage = 5,
    NoConnection = 6,
    ConnectionLost = 7,
    Unsupported = 8,

    /// <summary>Of version 5; ProFTPD sends it in version 3 as well.</summary>
    NoSuchPath = 10,

    /// <summary>Of version 5; ProFTPD sends it in version 3 as well.</summary>
    AlreadyExists = 11,
    WriteProtect = 12,
    NoSpace = 14,
    QuotaExceeded = 15,
}
