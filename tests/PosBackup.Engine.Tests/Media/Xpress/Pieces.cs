using FsCheck;
using FsCheck.Fluent;

namespace PosBackup.Engine.Tests.Media.Xpress;

/// <summary>Pieces as pages make them: runs of one byte, repeats of what stood before, near and far, and noise.</summary>
internal static class Pieces
{
    public static Arbitrary<byte[]> Any { get; } =
        (from seed in Gen.Choose(0, int.MaxValue - 1)
         from length in Gen.OneOf(Gen.Choose(1, 300), Gen.Choose(301, 5000), Gen.Choose(65000, 65536), Gen.Constant(65536))
         select Make(seed, length)).ToArbitrary();

    public static byte[] Make(int seed, int length)
    {
        var random = new Random(seed);
        int alphabet = random.Next(1, 257);
        byte[] piece = new byte[length];
        for (int at = 0; at < length;)
        {
            int run = Math.Min(length - at, 1 + (int)Math.Exp(random.NextDouble() * 9));
            Span<byte> part = piece.AsSpan(at, run);
            switch (random.Next(4))
            {
                case 0:
                    part.Fill((byte)random.Next(alphabet));
                    break;
                case 1 when at > 0:
                    Repeat(piece, at, run, from: random.Next(at));
                    break;
                default:
                    foreach (ref byte value in part)
                        value = (byte)random.Next(alphabet);
                    break;
            }

            at += run;
        }

        return piece;
    }

    private static void Repeat(byte[] piece, int at, int run, int from)
    {
        for (int step = 0; step < run; step++)
            piece[at + step] = piece[from + step];
    }
}
