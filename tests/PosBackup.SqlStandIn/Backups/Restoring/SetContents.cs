using PosBackup.Engine.Media.Checksums;
using PosBackup.Engine.Media.Mtf;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>Pages and log of one set, checked while they are read, told to the client as they come.</summary>
/// <param name="pages">Where pages go; null when the set has none.</param>
/// <param name="database">Named in messages.</param>
/// <param name="checks">Whether checksums count.</param>
/// <param name="continues">CONTINUE_AFTER_ERROR.</param>
/// <param name="passed">Told how many bytes have been read.</param>
internal sealed class SetContents(RestoredPages? pages, string database, bool checks, bool continues, Action<long> passed) : ISetContents
{
    private long _bytes;

    /// <summary>The log blocks in order.</summary>
    public List<byte[]> Log { get; } = [];

    /// <summary>Whether CONTINUE_AFTER_ERROR had something to pass over.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Pages of the data file in the set.</summary>
    public long DataPages { get; private set; }

    public long LogPages => (Log.Sum(block => (long)block.Length) + Page.Size - 1) / Page.Size;

    public bool IsSatisfied => false;

    public void TakeExtent(ReadOnlySpan<byte> extent)
    {
        for (int at = 0; at < extent.Length; at += Page.Size)
        {
            ReadOnlySpan<byte> page = extent.Slice(at, Page.Size);
            if (checks && (Page.FlagBits(page) & Page.HasChecksum) != 0 && PageChecksum.Compute(page) != PageChecksum.Stored(page))
                Stumble(RestoreErrors.DamagedPage(Page.FileId(page), Page.PageId(page), database));
            if (Page.Type(page) != Page.Filler)
                DataPages++;
            pages?.Add(page);
        }

        Pass(extent.Length);
    }

    public void TakeLogBlock(ReadOnlySpan<byte> block)
    {
        uint stored = LogBlockChecksum.Stored(block);
        if (checks && stored != 0 && LogBlockChecksum.Compute(block) != stored)
            TakeDamage();
        Log.Add(block.ToArray());
        Pass(block.Length);
    }

    public void TakeDamage()
    {
        if (checks)
            Stumble(RestoreErrors.Damaged());
    }

    private void Stumble(SqlErrorException error)
    {
        if (!continues)
            throw error;
        IsDamaged = true;
    }

    private void Pass(int bytes)
    {
        _bytes += bytes;
        passed(_bytes);
    }
}
