namespace PosBackup.Fuzz;

/// <summary>A healthy media set to start from.</summary>
internal sealed record MediaSample(string Name, IReadOnlyList<MediaSample.Part> Parts)
{
    public long Size => Parts.Sum(part => (long)part.Bytes.Length);

    public static MediaSample Of(string name, params byte[][] stripes) => new(name, [.. stripes.Select(bytes => new Part(bytes))]);

    /// <summary>One file of it, with its structures grouped by kind.</summary>
    internal sealed class Part(byte[] bytes)
    {
        public byte[] Bytes { get; } = bytes;

        public IReadOnlyList<IReadOnlyList<Site>> Sites { get; } =
            [.. Anatomy.Of(bytes).GroupBy(site => site.Kind).Select(kind => kind.ToArray())];
    }
}
