namespace PosBackup.Engine.Media.Reading;

/// <summary>The MTF stream of a media file in order: the file itself, or what its chunks decompress to.</summary>
internal abstract class ByteSource
{
    /// <summary>Fills some of the destination; answers the number of bytes, 0 only at the end.</summary>
    public abstract int Read(Span<byte> destination);

    /// <summary>Passes over bytes without handing them out; answers how many.</summary>
    public abstract long Skip(long count);

    /// <summary>Whether the stream ended before the file did, because what follows is of a form that this reader does not know.</summary>
    public virtual bool EndsEarly => false;

    /// <summary>Where in the file a byte of the stream came from, for findings.</summary>
    public abstract long FileOffset(long streamOffset);
}
