namespace PosBackup.Engine.Targets.Sftp.Protocol;

/// <summary>Kinds of packets of SFTP version 3 (draft-ietf-secsh-filexfer-02) that are sent or understood here.</summary>
internal enum SftpPacketType : byte
{
    None = 0,
    Init = 1,
    Version = 2,
    Open = 3,
    Close = 4,
    Read = 5,
    Write = 6,
    FStat = 8,
    SetStat = 9,
    FSetStat = 10,
    OpenFolder = 11,
    ReadFolder = 12,
    Remove = 13,
    MakeFolder = 14,
    RealPath = 16,
    Stat = 17,
    Rename = 18,
    Status = 101,
    Handle = 102,
    Data = 103,
    Name = 104,
    Attributes = 105,
    Extended = 200,
    ExtendedReply = 201,
}

/// <summary>How a file is opened.</summary>
[Flags]
internal enum SftpOpenFlags : uint
{
    None = 0,
    Read = 1,
    Write = 2,
    Create = 8,
    Truncate = 16,
}
