namespace PosBackup.SqlStandIn.Backups.Writing;

/// <summary>Where the MTF stream of one media file goes: into the file as it is, or cut into compressed chunks.</summary>
internal interface IMediaOutput : IDisposable
{
    /// <summary>Offset in the MTF stream.</summary>
    long Position { get; }

    /// <summary>Offset in the file of what is written next, exact behind <see cref="Cut"/> and filemarks.</summary>
    long FilePosition { get; }

    /// <summary>Whether sets are compressed.</summary>
    bool IsCompressed { get; }

    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Begins a new piece here: contents and what surrounds them do not share one. Stands on a sector.</summary>
    void Cut();

    /// <summary>Notes that readers may want to begin at this place of the stream, which has just been cut.</summary>
    /// <param name="offset">Offset from the SSET.</param>
    void Index(long offset);

    /// <summary>Writes a filemark as it is, at a multiple of its size.</summary>
    void WriteFilemark(byte[] filemark, bool closesData);

    /// <summary>Hands everything to the disk.</summary>
    void Flush();
}
