using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Media.Checks;

/// <summary>
/// Completeness by the database's own maps: a full backup holds every extent that the allocation map (GAM) calls allocated, a
/// differential exactly those that the differential map (DCM) calls changed.
/// </summary>
/// <remarks>
/// Maps may change while the backup runs and may come by twice. An extent is asked for only when all images of its map ask for it, and
/// is one too many only when none does. What is left is suspect, not proven: the server reads the map before the pages.
/// </remarks>
internal sealed class AllocationCheck
{
    private const uint FirstAllocationMap = 2;
    private const uint FirstDifferentialMap = 6;

    private readonly ExtentMap _seen = new();
    private readonly ExtentMap _allocated = new();
    private readonly ExtentMap _changed = new();
    private readonly ExtentMap _everChanged = new();

    /// <summary>Kind of the set: it decides which maps are kept.</summary>
    public BackupKind Kind { get; set; }

    public void AddExtent(ExtentAddress address) => _seen.Set(address.FileId, address.FirstPage / Page.ExtentPages);

    /// <summary>Takes a map page in; any other page is ignored.</summary>
    public void AddPage(int fileId, uint pageId, ReadOnlySpan<byte> page)
    {
        int piece = (int)(pageId / Page.PagesPerMap);
        ReadOnlySpan<byte> bitmap = page.Slice(Page.BitmapAt, ExtentMap.PieceSize);
        if (Kind != BackupKind.Differential && Page.Type(page) == Page.AllocationMap && pageId == (piece == 0 ? FirstAllocationMap : (uint)piece * Page.PagesPerMap))
        {
            _allocated.Take(fileId, piece, bitmap, invert: true, and: true);
        }
        else if (Kind == BackupKind.Differential && Page.Type(page) == Page.DifferentialMap && pageId == ((uint)piece * Page.PagesPerMap) + FirstDifferentialMap)
        {
            _changed.Take(fileId, piece, bitmap, invert: false, and: true);
            _everChanged.Take(fileId, piece, bitmap, invert: false, and: false);
        }
    }

    /// <summary>Whether the maps seen so far ask for an extent; true when none covers it.</summary>
    public bool Expects(ExtentAddress address)
    {
        ExtentMap map = Kind == BackupKind.Differential ? _everChanged : _allocated;
        long extent = address.FirstPage / Page.ExtentPages;
        ReadOnlySpan<byte> bits = map.Piece(address.FileId, (int)(extent / Page.ExtentsPerMap));
        int bit = (int)(extent % Page.ExtentsPerMap);
        return bits.IsEmpty || (bits[bit / 8] & (1 << (bit % 8))) != 0;
    }

    public void Report(BackupSet set, FindingLog findings)
    {
        if (_seen.IsOverfull || _allocated.IsOverfull || _changed.IsOverfull)
            findings.Note(FindingCode.TooLarge, "the database is larger than 4 TB: completeness by its allocation maps was not checked");
        else if (set.Kind == BackupKind.Full)
            Compare(_allocated, _seen, set, FindingCode.AllocationMapMismatch, "allocated extents are not in the set", findings);
        else if (set.Kind == BackupKind.Differential)
            CompareChanges(set, findings);
    }

    private void CompareChanges(BackupSet set, FindingLog findings)
    {
        Compare(_changed, _seen, set, FindingCode.DifferentialMapMismatch, "changed extents are not in the set", findings);
        foreach ((int fileId, int piece) in _everChanged.Keys)
        {
            (long count, long first) = ExtentMap.Missing(_seen.Piece(fileId, piece), _everChanged.Piece(fileId, piece), long.MaxValue);
            if (count > 0)
                findings.Suspect(FindingCode.DifferentialMapMismatch, Text(count, "extents are in the set that did not change", fileId, piece, first));
        }
    }

    private static void Compare(ExtentMap wanted, ExtentMap found, BackupSet set, FindingCode code, string what, FindingLog findings)
    {
        foreach ((int fileId, int piece) in wanted.Keys)
        {
            long extents = set.Files.Where(file => !file.IsLog && file.FileId == fileId).Sum(file => file.Size / Page.ExtentSize);
            long limit = extents - ((long)piece * Page.ExtentsPerMap);
            (long count, long first) = ExtentMap.Missing(wanted.Piece(fileId, piece), found.Piece(fileId, piece), limit);
            if (count > 0)
                findings.Suspect(code, Text(count, what, fileId, piece, first));
        }
    }

    private static string Text(long count, string what, int fileId, int piece, long extent) => string.Create(
        CultureInfo.InvariantCulture,
        $"{count} {what}, the first at page ({fileId}:{(((long)piece * Page.ExtentsPerMap) + extent) * Page.ExtentPages})");
}
