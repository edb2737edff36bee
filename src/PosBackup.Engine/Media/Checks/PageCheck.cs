using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Checksums;
using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Media.Checks;

/// <summary>The pages of one set, over all of its stripes: place, checksum or torn bits, count, completeness.</summary>
internal sealed class PageCheck
{
    private readonly Tally _tally;
    private readonly bool _hasAllMaps;
    private readonly ExtentPlacement _placement;
    private readonly AllocationCheck _allocation = new();
    private readonly FreeSpaceMaps _freeSpace = new();
    private readonly BadPages _bad = new();
    private readonly HashSet<int> _dataFiles = [];
    private long _checked;

    /// <param name="tally">Counts.</param>
    /// <param name="hasAllMaps">Whether all maps of the database come by. With some in a stripe that is missing, a page that names another place may as well be free.</param>
    public PageCheck(Tally tally, bool hasAllMaps)
    {
        _tally = tally;
        _hasAllMaps = hasAllMaps;
        _placement = new ExtentPlacement(
            fileId => _dataFiles.Count == 0 || _dataFiles.Contains(fileId),
            address => _allocation.Expects(address));
    }

    /// <summary>Pages in the set, padding not counted.</summary>
    public long Pages { get; private set; }

    /// <summary>What the description names: the kind of the set and its data files. Without one any file number is taken for possible.</summary>
    public void Expect(BackupSet set)
    {
        _allocation.Kind = set.Kind;
        _dataFiles.UnionWith(set.Files.Where(file => !file.IsLog).Select(file => file.FileId));
    }

    /// <summary>Begins a stream of pages.</summary>
    public void BeginStream() => _placement.Begin();

    /// <summary>Checks one extent.</summary>
    /// <param name="pages">Its pages: eight, fewer only at the end of the stream.</param>
    /// <param name="fileOffset">Where they lie.</param>
    /// <param name="stream">The backup checksum to add them to; ignored unless <paramref name="sum"/>.</param>
    /// <param name="sum">Whether the stream has a backup checksum.</param>
    /// <param name="findings">Log of the media file.</param>
    public void Add(ReadOnlySpan<byte> pages, long fileOffset, ref StreamChecksum stream, bool sum, FindingLog findings)
    {
        ExtentAddress? address = _placement.Find(pages);
        int fillers = 0;
        for (int at = 0; at < pages.Length; at += Page.Size)
        {
            ReadOnlySpan<byte> page = pages.Slice(at, Page.Size);
            bool hasChecksum = (Page.FlagBits(page) & Page.HasChecksum) != 0;
            uint sectors = sum || hasChecksum ? SectorSum.Compute(page) : 0;
            if (sum)
                stream.Append(sectors, Page.Size / SectorSum.SectorSize);

            if (IsFiller(page))
                fillers++;
            else if (address is { } extent)
                Add(page, sectors, extent.FileId, extent.FirstPage + (uint)(at / Page.Size), fileOffset + at, findings);
        }

        int real = (pages.Length / Page.Size) - fillers;
        Pages += real;
        _tally.Pages += real;
        if (address is { } known)
            _allocation.AddExtent(known);
        else if (real > 0)
            findings.Suspect(FindingCode.PageMisplaced, "none of the pages of an extent tells where it belongs", fileOffset);
    }

    /// <summary>Reports on the set when it is over.</summary>
    /// <param name="set">The set as MSLS describes it.</param>
    /// <param name="expectedPages">Pages that the set declares; null when it cannot be said.</param>
    /// <param name="findings">Log of the media set.</param>
    public void Report(BackupSet set, long? expectedPages, FindingLog findings)
    {
        _bad.Report(_freeSpace, set.HasChecksum, _checked, findings);
        if (expectedPages is not { } expected)
            return;

        if (expected != Pages)
        {
            findings.Error(
                FindingCode.PageCountMismatch,
                string.Create(CultureInfo.InvariantCulture, $"the set declares {CountText.Of(expected, "page")} and holds {Pages}"));
        }

        _allocation.Report(set, findings);
    }

    private void Add(ReadOnlySpan<byte> page, uint sectors, int fileId, uint pageId, long fileOffset, FindingLog findings)
    {
        if (Page.PageId(page) != pageId || Page.FileId(page) != fileId)
            AddMisplaced(new BadPage(fileId, pageId, FindingCode.PageMisplaced, findings, fileOffset));
        else if (Fault(page, sectors) is { } fault)
            _bad.Add(new BadPage(fileId, pageId, fault, findings, fileOffset));
        else
            AddGood(page, fileId, pageId);
    }

    private void AddMisplaced(BadPage page)
    {
        if (_hasAllMaps)
            _bad.Add(page);
    }

    private void AddGood(ReadOnlySpan<byte> page, int fileId, uint pageId)
    {
        _bad.Forgive(fileId, pageId);
        if (Page.Type(page) is Page.AllocationMap or Page.DifferentialMap)
            _allocation.AddPage(fileId, pageId, page);
        else if (Page.Type(page) == Page.FreeSpaceMap && FreeSpaceMaps.IsMap(pageId))
            _freeSpace.Take(fileId, pageId, page);
    }

    private FindingCode? Fault(ReadOnlySpan<byte> page, uint sectors)
    {
        int flags = Page.FlagBits(page);
        if ((flags & (Page.HasChecksum | Page.HasTornBits)) == 0)
        {
            _tally.PagesUnprotected++;
            return null;
        }

        _checked++;
        _tally.PagesChecked++;
        if ((flags & Page.HasChecksum) == 0)
            return PageChecksum.TornBitsAgree(page) ? null : FindingCode.PageTorn;

        return PageChecksum.FromSum(sectors, page) == PageChecksum.Stored(page) ? null : FindingCode.PageChecksumMismatch;
    }

    // A page that was never used may hold any type; page 0 of file 0 belongs nowhere, as padding does.
    private static bool IsFiller(ReadOnlySpan<byte> page) =>
        Page.Type(page) == Page.Filler && page[Page.VersionAt] == 1 && Page.PageId(page) == 0 && Page.FileId(page) == 0;
}
