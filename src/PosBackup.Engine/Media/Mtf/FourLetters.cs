namespace PosBackup.Engine.Media.Mtf;

/// <summary>The tags of blocks, streams and records: four ASCII letters, kept as the u32 that they are on the media.</summary>
internal static class FourLetters
{
    /// <summary>Whether the tag is four capital letters; zeros, which match an XOR checksum, are none.</summary>
    public static bool IsTag(uint tag) => IsLetter(tag) && IsLetter(tag >> 8) && IsLetter(tag >> 16) && IsLetter(tag >> 24);

    public static string Name(uint tag) => string.Create(4, tag, static (letters, value) =>
    {
        for (int i = 0; i < letters.Length; i++)
            letters[i] = (char)(byte)(value >> (8 * i));
    });

    private static bool IsLetter(uint letter) => (byte)letter is >= (byte)'A' and <= (byte)'Z';
}
