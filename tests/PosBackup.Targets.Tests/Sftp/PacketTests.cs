using PosBackup.Engine.Targets.Sftp.Protocol;
using PosBackup.Engine.Targets.Sftp.Session;

namespace PosBackup.Targets.Tests.Sftp;

public sealed class PacketTests
{
    [Fact]
    public void Write_IsBuiltInPlace()
    {
        byte[] handle = [7, 8];
        var buffer = new byte[DataPackets.WriteHead(2) + 3];
        new byte[] { 1, 2, 3 }.CopyTo(buffer, DataPackets.WriteHead(2));

        DataPackets.WriteHeadInto(buffer, 0x01020304, handle, 0x1122334455667788, 3);

        Assert.Equal([0, 0, 0, 26, 6, 1, 2, 3, 4, 0, 0, 0, 2, 7, 8, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0, 0, 0, 3, 1, 2, 3], buffer);
    }

    [Fact]
    public void Writer_PutsTheLengthInFront() =>
        Assert.Equal([0, 0, 0, 11, 17, 0, 0, 0, 9, 0, 0, 0, 2, 0xC3, 0xA9], new PacketWriter(SftpPacketType.Stat, 9).Text("é").Take().ToArray());

    [Theory]
    [InlineData(new byte[] { 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 9, 1 })]
    [InlineData(new byte[] { 255, 255, 255, 255, 1 })]
    public void Reader_RefusesFieldsThatAreNotThere(byte[] body) => Assert.Throws<SftpProtocolException>(() =>
    {
        var reader = new PacketReader(body);
        _ = reader.Bytes();
    });

    [Fact]
    public void Names_CountIsNotBelieved() => Assert.Throws<SftpProtocolException>(() => SftpName.ReadAll([0x7F, 255, 255, 255, 0, 0, 0, 0]));

    [Fact]
    public void Status_IsPrintableAndBounded()
    {
        byte[] body = new PacketWriter(SftpPacketType.Status, 4).Text("a\u001b[31m\r\nb" + new string('x', 10_000)).Take()[5..].ToArray();

        SftpStatus status = SftpStatus.Read(body);

        Assert.Equal(SftpStatusCode.Failure, status.Code);
        Assert.StartsWith("a [31m b", status.Message, StringComparison.Ordinal);
        Assert.Equal(PrintableText.Longest + 1, status.Message.Length);
    }

    [Fact]
    public void Hash_IsReadBareAndCounted()
    {
        byte[] hash = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
        byte[] bare = [0, 0, 0, 6, .. "sha256"u8, .. hash];

        Assert.Equal(Convert.ToHexStringLower(hash), Engine.Targets.Sftp.ServerHash.Read(new SftpReply(SftpPacketType.ExtendedReply, bare)));
        Assert.Null(Engine.Targets.Sftp.ServerHash.Read(new SftpReply(SftpPacketType.Status, [0, 0, 0, 8])));
    }
}
