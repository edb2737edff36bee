namespace PosBackup.Fuzz;

/// <summary>A healthy media set to start from.</summary>
internal sealed record MediaSample(string Name, IReadOnlyList<MediaSample.Part> Parts)
{
    public long Size => Parts.Sum(part => (long)part.Bytes.Length);

    public bool IsCompressed => Parts.Any(part => part.IsCompressed);

    public static MediaSample Of(string name, params byte[][] stripes) => new(name, [.. stripes.Select(bytes => new Part(bytes))]);

    /// <summary>One file of it, with its structures grouped by kind.</summary>
    internal sealed class Part(byte[] bytes)
    {
        public byte[] Bytes { get; } = bytes;

        public IReadOnlyList<IReadOnlyList<Site>> Sites { get; } = Site.ByKind(Anatomy.Of(bytes));

        public bool IsCompressed { get; } = ChunkedStream.IsCompressed(bytes);
    }
}
