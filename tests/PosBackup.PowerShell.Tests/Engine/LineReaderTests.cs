using System.Text;
using PosBackup.PowerShell.Engine;

namespace PosBackup.PowerShell.Tests.Engine;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Read_GivesLinesHoweverTheyArrive(int piece)
    {
        string[] lines = ["", "a", new string('x', 200_000), "é😀", ""];
        var reader = new LineReader(new PieceStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"), piece));

        foreach (string line in lines)
            Assert.Equal(line, Text(reader.Read()));

        Assert.Null(reader.Read());
    }

    [Fact]
    public void Read_GivesNoLineThatHasNoEnd()
    {
        var reader = new LineReader(new MemoryStream(Encoding.UTF8.GetBytes("whole\nhalf")));

        Assert.Equal("whole", Text(reader.Read()));
        Assert.Null(reader.Read());
    }

    private static string? Text(ArraySegment<byte>? line) => line is { } given ? Encoding.UTF8.GetString(given) : null;

    /// <summary>Gives no more than a piece at a time, as a pipe does.</summary>
    private sealed class PieceStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, piece));
    }
}
