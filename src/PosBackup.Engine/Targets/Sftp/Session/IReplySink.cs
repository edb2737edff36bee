using PosBackup.Engine.Targets.Sftp.Protocol;

namespace PosBackup.Engine.Targets.Sftp.Session;

/// <summary>Who waits for a reply. Called on the session's reader thread: must not block; what it throws ends the session.</summary>
internal interface IReplySink
{
    /// <summary>Where the bytes of a DATA reply go; empty when no bytes, or not so many, were asked for.</summary>
    Memory<byte> Room(int tag, int count);

    /// <summary>The bytes are in their place.</summary>
    void Filled(int tag, int count);

    /// <summary>Any other reply. The body begins behind the id and is valid only during the call.</summary>
    void Reply(int tag, SftpPacketType type, ReadOnlySpan<byte> body);

    /// <summary>No reply will come any more.</summary>
    void Ended(int tag, Exception reason);
}
