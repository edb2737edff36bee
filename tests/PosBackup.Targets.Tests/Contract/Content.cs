namespace PosBackup.Targets.Tests.Contract;

/// <summary>Bytes to put.</summary>
internal static class Content
{
    /// <summary>Bytes of no pattern, the same for the same seed.</summary>
    public static byte[] Random(int length, int seed = 1)
    {
        byte[] content = new byte[length];
#pragma warning disable CA5394 // The content of a test file is no secret.
        new Random(seed).NextBytes(content);
#pragma warning restore CA5394
        return content;
    }
}
