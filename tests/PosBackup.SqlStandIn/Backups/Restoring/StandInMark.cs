using PosBackup.Engine.Media.Mtf;
using PosBackup.SqlStandIn.Backups.Listing;
using PosBackup.SqlStandIn.Backups.Pages;
using PosBackup.SqlStandIn.Backups.Statements;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>Looks for the boot page of a set before anything is overwritten: a real server's rows are more than the stand-in can hold.</summary>
internal sealed class StandInMark : ISetContents
{
    private bool _isOurs;

    public bool IsSatisfied { get; private set; }

    /// <exception cref="Tds.SqlErrorException">50001: the set is not of a stand-in.</exception>
    public static void Require(OpenedMedia media, int position, string database, CancellationToken cancellationToken)
    {
        var mark = new StandInMark();
        foreach (MediaDevice device in media.Devices)
        {
            if (!mark.IsSatisfied)
                new StripeReader(device, position, mark, cancellationToken).Read();
        }

        if (!mark._isOurs)
            throw StatementErrors.NotInStandIn($"the rows that a real SQL Server put into '{media.Devices[0].Name}', so it cannot restore '{database}' from there");
    }

    public void TakeExtent(ReadOnlySpan<byte> pages)
    {
        for (int at = 0; at < pages.Length; at += Page.Size)
        {
            ReadOnlySpan<byte> page = pages.Slice(at, Page.Size);
            if (Page.PageId(page) != PageGeometry.BootPage || Page.FileId(page) != 1)
                continue;
            IsSatisfied = true;
            _isOurs |= BootMark.IsOn(page);
        }
    }

    public void TakeLogBlock(ReadOnlySpan<byte> block)
    {
    }

    public void TakeDamage()
    {
    }
}
