namespace PosBackup.Engine.Targets.Sftp.Protocol;

/// <summary>What a server says of itself when a session begins.</summary>
/// <param name="Version">Version of the protocol; 3 is asked for.</param>
/// <param name="Extensions">Names of what it can do beyond, in its order, printable.</param>
internal sealed record ServerVersion(uint Version, IReadOnlyList<string> Extensions)
{
    private const int MostExtensions = 100;

    public bool PosixRename => Has("posix-rename@openssh.com");

    /// <summary>
    /// Whether posix-rename is what it says. Servers made with Go's pkg/sftp announce it whatever is underneath, and one (rclone) was seen
    /// without the name in between. Servers that can flush a file work on files of their own machine.
    /// </summary>
    public bool ReplacesAtOnce => PosixRename && Flush;

    public bool FreeSpace => Has("statvfs@openssh.com");

    public bool Flush => Has("fsync@openssh.com");

    public bool Limits => Has("limits@openssh.com");

    /// <summary>Reads the body of a VERSION packet.</summary>
    public static ServerVersion Read(ReadOnlySpan<byte> body)
    {
        var reader = new PacketReader(body);
        uint version = reader.UInt32();
        var extensions = new List<string>();
        while (reader.Left > 0 && extensions.Count < MostExtensions)
        {
            extensions.Add(PrintableText.Of(reader.Bytes()));
            _ = reader.Bytes();
        }

        return new ServerVersion(version, extensions);
    }

    private bool Has(string extension) => Extensions.Contains(extension, StringComparer.Ordinal);
}

/// <summary>How many bytes of a file one packet may carry.</summary>
/// <param name="Read">Of a READ.</param>
/// <param name="Write">Of a WRITE.</param>
internal readonly record struct SftpLimits(int Read, int Write)
{
    /// <summary>What every server has to take.</summary>
    public static readonly SftpLimits Default = new(32 << 10, 32 << 10);

    private const int Most = 255 << 10;

    /// <summary>Reads the reply to limits@openssh.com; a 0 means that nothing is said. From 1 KiB to 255 KiB are used.</summary>
    public static SftpLimits Parse(ReadOnlySpan<byte> body)
    {
        var reader = new PacketReader(body);
        _ = reader.UInt64();
        return new SftpLimits(Within(reader.UInt64()), Within(reader.UInt64()));
    }

    private static int Within(ulong announced) => announced == 0 ? Default.Read : (int)Math.Clamp(announced, 1024, Most);
}
