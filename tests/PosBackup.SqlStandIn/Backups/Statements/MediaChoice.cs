using System.Globalization;
using PosBackup.Engine.Media;
using PosBackup.SqlStandIn.Backups.Writing;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Backups.Statements;

/// <summary>
/// Decides between new media, overwriting and appending, and refuses what does not fit:
/// <code>
/// files            NOINIT            INIT                       FORMAT
/// missing          new media set     new media set              new media set
/// media set        append if it fits overwrite unless unexpired new media set
/// something else   3241              3241                       new media set
/// </code>
/// </summary>
internal sealed class MediaChoice(BackupRequest request, IReadOnlyList<DevicePath> devices, Instance instance)
{
    private string[] Files => [.. devices.Select(device => device.File!)];

    /// <summary>Opens the media.</summary>
    /// <param name="open">Opens a file for the writer.</param>
    /// <param name="cancellationToken">Ends the reading of what is there.</param>
    /// <exception cref="SqlErrorException">The server's refusal.</exception>
    public async Task<MediaSetWriter> OpenAsync(Func<string, FileMode, Stream>? open, CancellationToken cancellationToken)
    {
        bool[] exist = [.. Files.Select(file => File.Exists(file) && new FileInfo(file).Length > 0)];
        if (request.Format || !exist.Any(there => there))
            return MediaSetWriter.Create(Files, Label(), open, keepsMedia: exist.Any(there => there));

        List<ExistingStripe> stripes = [.. devices.Select((device, i) => exist[i] ? Read(device) : throw Missing(device))];
        RequireOneMediaSet(stripes);
        if (!request.Initialize)
            return MediaSetWriter.Append(RequireFit(stripes), open);

        await RequireExpiredAsync(stripes, cancellationToken);
        return MediaSetWriter.Create(Files, Label() with { Name = stripes[0].MediaName, Description = stripes[0].MediaDescription }, open, keepsMedia: true);
    }

    private static ExistingStripe Read(DevicePath device)
    {
        try
        {
            return ExistingStripeReader.Read(device.File!);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw Refusal(3241, $"The media family on device '{device.Name}' is incorrectly formed. SQL Server cannot process this media family.");
        }
    }

    private SqlErrorException Missing(DevicePath device) => Refusal(3132,
        string.Create(CultureInfo.InvariantCulture, $"The media set has {devices.Count} media families but only {devices.Count(d => File.Exists(d.File))} are provided. All members must be provided. Device '{device.Name}' is empty."));

    private void RequireOneMediaSet(List<ExistingStripe> stripes)
    {
        ExistingStripe first = stripes[0];
        if (stripes.Count < first.Stripes)
        {
            throw Refusal(3132, string.Create(CultureInfo.InvariantCulture,
                $"The media set has {first.Stripes} media families but only {stripes.Count} are provided. All members must be provided."));
        }

        if (stripes.Count > first.Stripes)
        {
            throw Refusal(3231, string.Create(CultureInfo.InvariantCulture,
                $"The media loaded on \"{devices[0].Name}\" is formatted to support {first.Stripes} media families, but {stripes.Count} media families are expected according to the backup device specification."));
        }

        for (int i = 1; i < stripes.Count; i++)
        {
            if (stripes[i].MediaSetId != first.MediaSetId)
                throw Refusal(3229, $"Request for device '{devices[i].Name}' timed out, because the device is not part of the media set of '{devices[0].Name}'.");
        }
    }

    private List<ExistingStripe> RequireFit(List<ExistingStripe> stripes)
    {
        if (request.Compress is { } compress && stripes[0].IsCompressed != compress)
            throw StatementErrors.OtherStructure(compress ? "COMPRESSION" : "NO_COMPRESSION", compress ? "NO_COMPRESSION" : "COMPRESSION");

        if (request.MediaName.Length > 0 && !string.Equals(request.MediaName, stripes[0].MediaName, StringComparison.Ordinal))
        {
            throw Refusal(4037, $"The user-specified MEDIANAME \"{request.MediaName}\" does not match the MEDIANAME \"{stripes[0].MediaName}\" of the device \"{devices[0].Name}\".");
        }

        return stripes;
    }

    private async Task RequireExpiredAsync(List<ExistingStripe> stripes, CancellationToken cancellationToken)
    {
        if (request.Skip || stripes[0].LastPosition == 0)
            return;
        DateTime now = instance.Clock.GetLocalNow().DateTime;
        MediaInspection inspection = await MediaInspector.InspectAsync(stripes[0].Path, cancellationToken);
        DateTime? latest = inspection.Media.Sets.Max(set => set.ExpiresAt?.Local);
        if (latest > now)
            throw StatementErrors.NotExpired(devices[0].Name, ExpiryText(latest.Value));
    }

    /// <summary>A datetime as SQL Server's messages print it: <c>Apr  5 2016 12:00:00:000AM</c>.</summary>
    private static string ExpiryText(DateTime moment) =>
        string.Create(CultureInfo.InvariantCulture, $"{moment:MMM} {moment.Day,2} {moment:yyyy} {moment:hh:mm:ss:ffftt}");

    private MediaLabel Label()
    {
        MediaLabel label = MediaLabel.New(devices.Count, SetDescriber.At(instance.Clock.GetLocalNow()).Local) with
        {
            Name = request.MediaName,
            Description = request.MediaDescription,
            IsCompressed = request.Compress == true,
        };
        return request.BlockSize is { } size ? label with { BlockSize = RequireBlockSize(size) } : label;
    }

    private static int RequireBlockSize(int size) => size is >= 512 and <= 65536 && (size & (size - 1)) == 0
        ? size
        : throw Refusal(3037, string.Create(CultureInfo.InvariantCulture, $"Invalid value specified for BLOCKSIZE: {size}. It must be 512, 1024, 2048, 4096, 8192, 16384, 32768 or 65536."));

    private static SqlErrorException Refusal(int number, string text) => new(new SqlMessage(number, 16, 1, text));
}
