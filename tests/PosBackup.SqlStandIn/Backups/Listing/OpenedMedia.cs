using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.SqlStandIn.Backups.Restoring;
using PosBackup.SqlStandIn.Backups.Statements;

namespace PosBackup.SqlStandIn.Backups.Listing;

/// <summary>The media files of a statement, with what the engine's own reader lists of them.</summary>
internal sealed class OpenedMedia
{
    private OpenedMedia(IReadOnlyList<MediaDevice> devices, IReadOnlyList<MediaInspection> inspections)
    {
        Devices = devices;
        Inspections = inspections;
    }

    public IReadOnlyList<MediaDevice> Devices { get; }

    public IReadOnlyList<MediaInspection> Inspections { get; }

    /// <summary>The file that listings tell about.</summary>
    public MediaFile First => Inspections[0].Media;

    /// <summary>Opens the files and looks at their headers.</summary>
    /// <exception cref="Tds.SqlErrorException">3201, 3241, 3242, 3254.</exception>
    public static async Task<OpenedMedia> OpenAsync(IReadOnlyList<MediaDevice> devices, CancellationToken cancellationToken)
    {
        var inspections = new List<MediaInspection>();
        foreach (MediaDevice device in devices)
            inspections.Add(await InspectAsync(device, cancellationToken));
        return new OpenedMedia(devices, inspections);
    }

    /// <summary>The set of FILE = n on the first file.</summary>
    /// <exception cref="Tds.SqlErrorException">3254: there is none at all; 3287: not that one.</exception>
    public BackupSet SetAt(int position)
    {
        if (First.Sets.Count == 0)
            throw RestoreErrors.Empty(Devices[0].Name);
        return First.Sets.FirstOrDefault(set => set.Position == position) ?? throw RestoreErrors.NoSuchSet(position, Devices[0].Name);
    }

    /// <summary>Demands every stripe of one media set, each once.</summary>
    /// <exception cref="Tds.SqlErrorException">3132, 3227, 3231, 3258.</exception>
    public void RequireWhole()
    {
        for (int i = 0; i < Devices.Count; i++)
        {
            MediaFile media = Inspections[i].Media;
            if (media.Stripes < Devices.Count)
                throw RestoreErrors.TooManyStripes(Devices[i].Name, media.Stripes, Devices.Count);
            if (media.MediaSetId != First.MediaSetId)
                throw RestoreErrors.OtherMediaSet(Devices[i].Name);
            for (int earlier = 0; earlier < i; earlier++)
            {
                if (Inspections[earlier].Media.Stripe == media.Stripe)
                    throw RestoreErrors.StripeTwice(Devices[i].Name, media.Stripe, Devices[earlier].Name);
            }
        }

        if (Devices.Count < First.Stripes)
            throw RestoreErrors.StripesMissing(First.Stripes, Devices.Count);
    }

    /// <summary>Demands the MEDIANAME of the statement.</summary>
    /// <exception cref="Tds.SqlErrorException">4037.</exception>
    public void RequireName(string? name)
    {
        if (name is not null && !string.Equals(name, First.MediaName, StringComparison.OrdinalIgnoreCase))
            throw RestoreErrors.OtherMediaName(name, First.MediaName, Devices[0].Name);
    }

    private static async Task<MediaInspection> InspectAsync(MediaDevice device, CancellationToken cancellationToken)
    {
        device.RequireExisting();
        MediaInspection inspection;
        try
        {
            inspection = await MediaInspector.InspectAsync(device.Path, cancellationToken);
        }
        catch (PosBackupException e) when (e.Code == ErrorCode.FileAccess)
        {
            throw StatementErrors.CannotOpen(device.Name, StatementErrors.AccessDenied, state: 2);
        }

        if (inspection.Media.IsEncrypted)
            throw StatementErrors.NotInStandIn("encrypted media");
        if (inspection.Media.Length == 0)
            throw RestoreErrors.Empty(device.Name);
        if (inspection.Media.Container == MediaContainer.Unknown
            || inspection.Findings.Any(finding => finding.Code is FindingCode.UnknownCompression or FindingCode.UnknownContainerVersion))
            throw RestoreErrors.IncorrectlyFormed(device.Name);
        if (inspection.Media.Sets.Count == 0 && inspection.Findings.Any(finding => finding.Severity == FindingSeverity.Error))
            throw RestoreErrors.NotTapeFormat(device.Name);
        return inspection;
    }
}
