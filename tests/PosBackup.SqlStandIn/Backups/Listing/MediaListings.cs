using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Backups.Restoring;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Backups.Listing;

/// <summary>RESTORE HEADERONLY, FILELISTONLY and LABELONLY: what the engine's reader lists, in SQL Server's columns.</summary>
internal static class MediaListings
{
    public static async Task RunAsync(RestoreRequest request, Instance instance, ITdsResponse response, CancellationToken cancellationToken)
    {
        OpenedMedia media = await OpenedMedia.OpenAsync(request.Devices, cancellationToken);
        media.RequireName(request.MediaName);
        Version version = instance.Identity.ProductVersion;
        if (request.Verb == RestoreVerb.HeaderOnly)
            ListingRows.Send(response, HeaderListing.Columns, version, Headers(media, request), RestoreVerb.Rows);
        else if (request.Verb == RestoreVerb.FileListOnly)
            ListingRows.Send(response, FileListing.Columns, version, media.SetAt(request.Position ?? 1).Files, RestoreVerb.Rows);
        else
            ListingRows.Send(response, LabelListing.Columns, version, [media.First], RestoreVerb.Rows);
        response.Done(request.Verb.Command, rowCount: null);
    }

    private static IReadOnlyCollection<HeaderRow> Headers(OpenedMedia media, RestoreRequest request)
    {
        IReadOnlyList<BackupSet> sets = request.Position is { } position ? [media.SetAt(position)] : media.First.Sets;
        return [.. sets.Select(set => new HeaderRow(set, media.First))];
    }
}
