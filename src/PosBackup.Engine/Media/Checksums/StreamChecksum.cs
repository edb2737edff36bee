namespace PosBackup.Engine.Media.Checksums;

/// <summary>The backup checksum (WITH CHECKSUM): grows with the data of a page or log stream, without its two lead bytes.</summary>
internal struct StreamChecksum
{
    /// <summary>What a CSUM stream that followed now would have to hold.</summary>
    public uint Value { get; private set; }

    /// <summary>Adds whole sectors.</summary>
    /// <exception cref="ArgumentException">The length is no multiple of 512: a fault of the caller.</exception>
    public void Append(ReadOnlySpan<byte> sectors) =>
        Append(SectorSum.Compute(sectors), sectors.Length / SectorSum.SectorSize);

    /// <summary>Adds a run whose <see cref="SectorSum"/> is already known, without reading it again.</summary>
    public void Append(uint sum, long sectors) => Value = SectorSum.Join(Value, sum, sectors);
}
