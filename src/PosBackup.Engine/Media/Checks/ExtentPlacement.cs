using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Media.Checks;

/// <summary>
/// Finds out where each extent of a page stream belongs. The stream names no addresses; the pages do, but a page that was never used
/// may hold anything, even pages of another database that once lay on that part of the disk.
/// </summary>
/// <remarks>
/// <code>
/// all pages claim the same extent        that one
/// they disagree                          of the claims that name a data file of the database and an extent that its map asks for:
///                                        the first one behind the extent before (the server reads each file in order),
///                                        else the one that most pages claim
/// </code>
/// </remarks>
/// <param name="isDataFile">Whether the database has such a data file.</param>
/// <param name="isExpected">Whether the maps seen so far ask for an extent; true when no map tells.</param>
internal sealed class ExtentPlacement(Func<int, bool> isDataFile, Func<ExtentAddress, bool> isExpected)
{
    private readonly Dictionary<int, uint> _lastOfFile = [];

    /// <summary>Begins a stream: its files are read from their beginning.</summary>
    public void Begin() => _lastOfFile.Clear();

    /// <summary>Where the extent belongs; null when no page names a possible place: padding, or damage.</summary>
    /// <param name="pages">One to eight pages.</param>
    public ExtentAddress? Find(ReadOnlySpan<byte> pages)
    {
        ExtentAddress? address = Agreed(pages) ?? Choose(pages);
        if (address is { } known)
            _lastOfFile[known.FileId] = known.FirstPage;

        return address;
    }

    private ExtentAddress? Agreed(ReadOnlySpan<byte> pages)
    {
        ExtentAddress? first = ExtentAddress.Claim(pages, index: 0);
        for (int index = 1; first is not null && index < pages.Length / Page.Size; index++)
        {
            if (ExtentAddress.Claim(pages, index) != first)
                return null;
        }

        return first is { } address && isDataFile(address.FileId) ? first : null;
    }

    private ExtentAddress? Choose(ReadOnlySpan<byte> pages)
    {
        ExtentAddress? best = null;
        long bestRank = long.MaxValue;
        for (int index = 0; index < pages.Length / Page.Size; index++)
        {
            if (ExtentAddress.Claim(pages, index) is { } claim && isDataFile(claim.FileId) && Rank(claim, pages) is var rank && rank < bestRank)
                (best, bestRank) = (claim, rank);
        }

        return best;
    }

    // Expected and ahead: the distance. The others follow behind every distance, by votes.
    private long Rank(ExtentAddress claim, ReadOnlySpan<byte> pages)
    {
        long distance = claim.FirstPage - (_lastOfFile.TryGetValue(claim.FileId, out uint last) ? last : -1L);
        if (distance > 0 && isExpected(claim))
            return distance;

        int votes = 0;
        for (int index = 0; index < pages.Length / Page.Size; index++)
            votes += ExtentAddress.Claim(pages, index) == claim ? 1 : 0;

        return (1L << 40) - votes;
    }
}
