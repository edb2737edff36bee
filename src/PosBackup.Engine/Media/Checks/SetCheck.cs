using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Media.Records;

namespace PosBackup.Engine.Media.Checks;

/// <summary>One backup set while it is checked, over all of its stripes.</summary>
internal sealed class SetCheck
{
    /// <param name="tally">Counts.</param>
    /// <param name="hasAllStripes">Whether all stripes are there. Without one, nothing can be said about completeness.</param>
    public SetCheck(Tally tally, bool hasAllStripes)
    {
        Tally = tally;
        Pages = new PageCheck(tally, hasAllStripes);
        IsBroken = !hasAllStripes;
    }

    public Tally Tally { get; }

    public PageCheck Pages { get; }

    public LogCheck Log { get; } = new();

    /// <summary>SSET of the first stripe.</summary>
    public SsetBlock? Header { get; private set; }

    /// <summary>VOLB of the first stripe.</summary>
    public VolumeBlock? Volume { get; set; }

    /// <summary>What MSCI tells: written before the pages.</summary>
    public SetDescription? First { get; private set; }

    /// <summary>What MSLS tells: final.</summary>
    public SetDescription? Final { get; private set; }

    /// <summary>Streams of pages that hold any, in the stripe that has the most: 2019 and later read the data files twice.</summary>
    public int Passes { get; set; }

    /// <summary>Whether part of the set could not be read: then completeness has nothing to say any more.</summary>
    public bool IsBroken { get; set; }

    /// <summary>The set as far as it is known; null when no description could be read.</summary>
    public BackupSet? Set => SetListing.Compose(Header, Volume, Final ?? First);

    public void Begin(SsetBlock header, FindingLog findings, long fileOffset)
    {
        if (Header is not null && Header.SetGuid != header.SetGuid)
        {
            IsBroken = true;
            findings.Error(FindingCode.StripeMismatch, "the stripes hold different backup sets at this position", fileOffset);
        }

        Header ??= header;
    }

    public void Describe(SetDescription description, bool isFinal)
    {
        if (isFinal)
        {
            Final ??= description;
        }
        else
        {
            if (First is null)
                Pages.Expect(description.Set);

            First ??= description;
        }
    }

    /// <summary>Reports what can be said only when all stripes of the set were read.</summary>
    public void Report(FindingLog findings)
    {
        if (Set is not { } set)
            return;

        if (set.Flags.HasFlag(BackupFlags.Damaged))
            findings.Suspect(FindingCode.SetDescribesDamage, "the database was damaged when this set was made (CONTINUE_AFTER_ERROR)");

        Pages.Report(set, IsBroken || Final is null ? null : ExpectedPages(), findings);
        if (!IsBroken && Final is not null)
            Log.Report(set, Sum(set.Files, isLog: true), findings);

        if (Pages.Pages > 0 && !set.HasChecksum && set.PageVerify != PageVerify.Checksum)
        {
            findings.Note(
                FindingCode.ContentsUnprotected,
                set.PageVerify == PageVerify.TornPage
                    ? "pages carry torn bits only (PAGE_VERIFY TORN_PAGE_DETECTION): their contents cannot be verified without a server"
                    : "pages carry no checksum (PAGE_VERIFY NONE): their contents cannot be verified without a server");
        }
    }

    // The sizes in MSLS are those of the last pass; the first one left its own in MSCI.
    private long ExpectedPages() =>
        PagesOf(Final!) + (Passes > 1 && First is not null ? PagesOf(First) : 0);

    private static long PagesOf(SetDescription description) => Sum(description.Set.Files, isLog: false) / Page.Size;

    // Damaged sizes may add up to more than there are numbers.
    private static long Sum(IEnumerable<DatabaseFile> files, bool isLog)
    {
        long sum = 0;
        foreach (DatabaseFile file in files.Where(file => file.IsLog == isLog))
            sum = Math.Min(file.BackupSize, long.MaxValue - sum) + sum;

        return sum;
    }
}
