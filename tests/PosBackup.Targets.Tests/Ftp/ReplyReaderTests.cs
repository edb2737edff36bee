using System.Text;
using PosBackup.Engine.Targets.Ftp.Wire;

namespace PosBackup.Targets.Tests.Ftp;

public sealed class ReplyReaderTests
{
    [Theory]
    [InlineData("226 Transfer complete.\r\n", 226, "Transfer complete.")]
    [InlineData("226\r\n", 226, "")]
    [InlineData("200 no carriage return\n", 200, "no carriage return")]
    [InlineData("211-Features:\r\n SIZE\r\n MDTM\r\n211 End\r\n", 211, "Features:|SIZE|MDTM|End")]
    [InlineData("220-Hello\r\n220-and\r\n220 welcome\r\n", 220, "Hello|and|welcome")]
    [InlineData("220-Hello\r\n530 not the end\r\n\r\n220 welcome\r\n", 220, "Hello|530 not the end||welcome")]
    [InlineData("200 bell \a and \u001b[31m\r\n", 200, "bell   and  [31m")]
    public async Task Read_TakesOneReply(string text, int code, string lines)
    {
        FtpReply reply = await ReadAsync(Encoding.UTF8.GetBytes(text));

        Assert.Equal((code, lines), (reply.Code, string.Join('|', reply.Lines.Select(l => l.StartsWith(' ') && code == 211 ? l[1..] : l))));
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("\r\n")]
    [InlineData("2266 too many digits\r\n")]
    [InlineData("000 no code\r\n")]
    [InlineData("999 no code\r\n")]
    public async Task Read_RefusesWhatIsNoReply(string text) =>
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("")]
    [InlineData("226 half a li")]
    [InlineData("226-more\r\n")]
    public async Task Read_TellsTheEndOfTheConnection(string text) =>
        await Assert.ThrowsAsync<EndOfStreamException>(() => ReadAsync(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public async Task Read_GivesUpALineWithoutEnd() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync([.. Encoding.ASCII.GetBytes("220 "), .. new byte[1 << 20]]));

    [Fact]
    public async Task Read_GivesUpAReplyWithoutEnd()
    {
        byte[] lines = Encoding.ASCII.GetBytes("220-again and again\r\n");
        using var endless = new RepeatingStream(lines);

        await Assert.ThrowsAsync<InvalidDataException>(() => new ReplyReader().ReadAsync(endless, CancellationToken.None));
    }

    [Fact]
    public async Task Read_TakesBytesThatAreNoUnicode()
    {
        FtpReply reply = await ReadAsync([.. "200 "u8, 0xFF, 0xFB, 0x01, .. "\r\n"u8]);

        Assert.Equal(200, reply.Code);
    }

    [Fact]
    public async Task Read_LeavesTheNextReplyForLater()
    {
        var reader = new ReplyReader();
        using var stream = new MemoryStream("150 begins\r\n226 done\r\n"u8.ToArray());

        FtpReply first = await reader.ReadAsync(stream, CancellationToken.None);
        bool leftOver = reader.HasLeftOver;
        FtpReply second = await reader.ReadAsync(stream, CancellationToken.None);

        Assert.Equal((150, true, 226, false), (first.Code, leftOver, second.Code, reader.HasLeftOver));
    }

    private static async Task<FtpReply> ReadAsync(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return await new ReplyReader().ReadAsync(stream, CancellationToken.None);
    }

    private sealed class RepeatingStream(byte[] bytes) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int count = Math.Min(bytes.Length, buffer.Length);
            bytes.AsMemory(0, count).CopyTo(buffer);
            return ValueTask.FromResult(count);
        }
    }
}
