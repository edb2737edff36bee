using System.Text;
using PosBackup.Cli.Serving.Wire;

namespace PosBackup.Cli.Tests.Serving.Wire;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData("one\ntwo\n", "one|two")]
    [InlineData("one\r\ntwo\r\n", "one|two")]
    [InlineData("\n\none\n", "||one")]
    [InlineData("one\ntwo", "one|two")]
    [InlineData("", "")]
    [InlineData("\uFEFFone\n\uFEFFtwo\n", "one|\uFEFFtwo")]
    [InlineData("a\rb\n", "a\rb")]
    public async Task Lines_EndWithLf(string input, string expected)
    {
        foreach (int piece in (int[])[1, 2, 7, 1000])
            Assert.Equal(expected.Length == 0 ? [] : expected.Split('|'), await ReadAsync(Encoding.UTF8.GetBytes(input), piece, longest: 100));
    }

    [Fact]
    public async Task ALineOfTheLimit_IsTaken_AndALongerOneIsPassedOverUpToItsEnd()
    {
        string exact = new('x', 300_000);
        foreach (int piece in (int[])[1000, 65_536, 10_000_000])
        {
            Assert.Equal(
                [exact, "(too long)", "(too long)", "small", "(too long)"],
                await ReadAsync(Encoding.UTF8.GetBytes($"{exact}\r\n{exact}y\n{exact}{exact}{exact}\nsmall\n{exact}{exact}"), piece, longest: exact.Length));
        }
    }

    private static async Task<string[]> ReadAsync(byte[] input, int piece, int longest)
    {
        var reader = new LineReader(new PieceStream(input, piece), longest);
        var lines = new List<string>();
        while (await reader.ReadAsync(CancellationToken.None) is { } line)
            lines.Add(line.IsTooLong ? "(too long)" : Encoding.UTF8.GetString(line.Bytes));

        return [.. lines];
    }

    /// <summary>Gives no more than a piece at once, as a pipe does.</summary>
    private sealed class PieceStream(byte[] content, int piece) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
