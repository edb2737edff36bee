using System.Globalization;

namespace PosBackup.Engine.Media.Checks;

/// <summary>
/// Pages that look wrong, until the set is over: only then is it known whether they are allocated, and whether a later copy in the
/// stream, which a restore would take, is good.
/// </summary>
internal sealed class BadPages
{
    private const int MaxHeld = 4096;

    // Contents that hardly ever match while headers do: not damage but encryption.
    private const int EncryptedAtLeast = 64;
    private const int EncryptedPercent = 90;

    private readonly Dictionary<(int FileId, uint PageId), BadPage> _pages = [];
    private long _dropped;
    private long _mismatches;

    public void Add(BadPage page)
    {
        _mismatches += page.Code == FindingCode.PageChecksumMismatch ? 1 : 0;
        if (_pages.Count < MaxHeld || _pages.ContainsKey((page.FileId, page.PageId)))
            _pages[(page.FileId, page.PageId)] = page;
        else
            _dropped++;
    }

    /// <summary>A good copy of a page came by.</summary>
    public void Forgive(int fileId, uint pageId)
    {
        if (_pages.Count != 0)
            _pages.Remove((fileId, pageId));
    }

    /// <summary>Reports what is still wrong.</summary>
    /// <param name="maps">Tells which pages are not allocated.</param>
    /// <param name="withChecksum">Whether the server checked the pages when it wrote the set: then a bad page is damage, else it may be a page that was being written.</param>
    /// <param name="pagesChecked">Checksums compared in the set.</param>
    /// <param name="setFindings">For what concerns the set as a whole.</param>
    public void Report(FreeSpaceMaps maps, bool withChecksum, long pagesChecked, FindingLog setFindings)
    {
        bool encrypted = _mismatches >= EncryptedAtLeast && _mismatches * 100 >= pagesChecked * EncryptedPercent;
        if (encrypted)
        {
            setFindings.Note(
                FindingCode.PagesEncrypted,
                Text($"{_mismatches} of {pagesChecked} pages do not match their checksums, as in a database with TDE; contents were not checked"));
        }

        foreach (BadPage page in _pages.Values.Where(page => !maps.CallsFree(page.FileId, page.PageId)))
        {
            bool isContent = page.Code != FindingCode.PageMisplaced;
            if (!encrypted || !isContent)
                page.Findings.Add(withChecksum && isContent ? FindingSeverity.Error : FindingSeverity.Suspect, page.Code, page.Message, page.Offset);
        }

        if (_dropped > 0 && !encrypted)
            setFindings.Suspect(FindingCode.PageMisplaced, Text($"{CountText.Of(_dropped, "further page is", "further pages are")} damaged"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A page that looks wrong.</summary>
/// <param name="FileId">Database file it belongs to.</param>
/// <param name="PageId">Its number there.</param>
/// <param name="Code">What is wrong with it.</param>
/// <param name="Findings">Log of the media file that it is in.</param>
/// <param name="Offset">Where it is.</param>
internal readonly record struct BadPage(int FileId, uint PageId, FindingCode Code, FindingLog Findings, long Offset)
{
    public string Message => string.Create(CultureInfo.InvariantCulture, $"page ({FileId}:{PageId}) {Wrong}");

    private string Wrong => Code switch
    {
        FindingCode.PageMisplaced => "is called allocated, but what stands in its place names another page",
        FindingCode.PageTorn => "was written in part: its torn bits differ",
        _ => "does not match its checksum",
    };
}
