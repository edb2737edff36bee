namespace PosBackup.Engine.Tests.Support;

/// <summary>Bytes that are the same in every run.</summary>
internal static class Bytes
{
    public static byte[] Random(int seed, int count)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
