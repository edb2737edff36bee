using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Ftp;
using PosBackup.Targets.Tests.Contract;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Ftp;

/// <summary>Tests that break a transfer off in its middle.</summary>
public abstract class FtpTransferTests
{
    /// <summary>Bytes of the file.</summary>
    protected const int Long = 24 << 20;

    /// <summary>Bytes of it after which something happens.</summary>
    protected const int Begun = 6 << 20;

    /// <summary>The file.</summary>
    protected static TargetPath File { get; } = TargetPath.Parse("file");

    /// <summary>What is in it.</summary>
    protected static byte[] Bytes { get; } = Content.Random(Long);

    private protected static async Task<TargetException> PutFailsAsync(FtpTarget target, Action? then = null)
    {
        await using var content = new ContentStream(Bytes, at: Begun, then);
        return await Assert.ThrowsAsync<TargetException>(() => target.PutAsync(File, content, new PutRequest { Length = Long }, default));
    }

    /// <summary>Holds that what the server has is a beginning, and that it can be continued to the whole file.</summary>
    private protected static async Task GoesOnAsync(FtpTarget target, FtpServer server)
    {
        int there = (int)(await target.StatAsync(File, default))!.Length;
        Assert.InRange(there, 0, Long - 1);
        await target.PutAsync(File, new MemoryStream(Bytes, there, Long - there), new PutRequest { Mode = PutMode.Continue, Offset = there, Length = Long - there }, default);
        byte[] whole = await System.IO.File.ReadAllBytesAsync(Path.Combine(server.Folder, "file"));
        Assert.True(Bytes.AsSpan().SequenceEqual(whole));
    }

    private protected static async Task RequireSameAsync(FtpTarget target)
    {
        await using Stream stream = await target.OpenReadAsync(File, 0, null, default);
        using var got = new MemoryStream();
        await stream.CopyToAsync(got);
        Assert.True(Bytes.AsSpan().SequenceEqual(got.ToArray()));
    }
}
