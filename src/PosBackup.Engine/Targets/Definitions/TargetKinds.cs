using System.Text.Json;
using PosBackup.Engine.StrictJson;

namespace PosBackup.Engine.Targets.Definitions;

/// <summary>Reads the definition of one target, by its kind.</summary>
internal static class TargetKinds
{
    public static FolderDefinition Folder(Properties properties)
    {
        var values = new PropertyValues(properties);
        var own = new DefinitionValues(properties);
        return Shared(properties, new FolderDefinition
        {
            Name = values.Required("name"),
            Path = values.Required("path"),
            Volumes = Volumes(properties),
            User = values.Text("user"),
            Password = own.Secret("password"),
        });
    }

    public static SftpDefinition Sftp(Properties properties)
    {
        var values = new PropertyValues(properties);
        var own = new DefinitionValues(properties);
        var defaults = new SftpDefinition { Name = "", Endpoint = new SshEndpoint { Host = "", User = "" } };
        return Shared(properties, new SftpDefinition
        {
            Name = values.Required("name"),
            Endpoint = Endpoint(properties),
            Path = values.Text("path") ?? defaults.Path,
            Jump = properties.Inner("jump", TargetNames.Endpoint) is { } jump ? Endpoint(jump) : null,
            Connections = values.Number("connections") ?? defaults.Connections,
            Program = values.Text("program"),
            ConnectSeconds = own.Seconds("connectTimeout", defaults.ConnectSeconds),
            StallSeconds = own.Seconds("stallTimeout", defaults.StallSeconds),
        });
    }

    public static FtpDefinition Ftp(Properties properties)
    {
        var values = new PropertyValues(properties);
        var own = new DefinitionValues(properties);
        var ftp = new FtpDefinition { Name = values.Required("name"), Host = values.Required("host"), User = values.Required("user"), Password = own.RequiredSecret("password") };
        return Shared(properties, ftp with
        {
            Port = values.Number("port"),
            Path = values.Text("path") ?? ftp.Path,
            Protection = own.Choice("protection", ftp.Protection),
            AllowPlaintext = values.Flag("allowPlaintext"),
            CertificatePins = values.Texts("certificatePins", "must be an array of SHA-256 fingerprints, at least one; leave it out to have the certificate checked by the roots of this machine"),
            ConnectSeconds = own.Seconds("connectTimeout", ftp.ConnectSeconds),
            StallSeconds = own.Seconds("stallTimeout", ftp.StallSeconds),
        });
    }

    private static SshEndpoint Endpoint(Properties properties)
    {
        var values = new PropertyValues(properties);
        var own = new DefinitionValues(properties);
        var endpoint = new SshEndpoint { Host = values.Required("host"), User = values.Required("user") };
        return endpoint with
        {
            Port = values.Number("port") ?? endpoint.Port,
            Password = own.Secret("password"),
            IdentityFile = values.Text("identityFile"),
            Passphrase = own.Secret("passphrase"),
            HostKeys = values.Texts("hostKeys", "must be an array of public host keys, at least one; leave it out until posbackup target trust writes it"),
        };
    }

    private static IReadOnlyList<VolumeDefinition> Volumes(Properties properties)
    {
        if (properties.Find("volumes") is not { } found)
            return [];
        if (found.ValueKind != JsonValueKind.Array || found.GetArrayLength() == 0)
        {
            properties.Mistake("volumes", "must be an array with at least one drive; leave it out for a folder that is always there");
            return [];
        }

        return [.. found.EnumerateArray().Select((element, i) => Volume(Properties.Of(element, properties.Where, TargetNames.Volume, properties.Mistakes, $"volumes[{i}].")))];
    }

    private static VolumeDefinition Volume(Properties properties)
    {
        var values = new PropertyValues(properties);
        var volume = new VolumeDefinition { Name = values.Required("name"), Serial = values.Text("serial"), Label = values.Text("label") };
        return volume with { ExpectedEveryDays = new DefinitionValues(properties).Days("expectedEvery", volume.ExpectedEveryDays) };
    }

    private static T Shared<T>(Properties properties, T target)
        where T : TargetDefinition
    {
        var verification = target.Verification;
        if (properties.Inner("verify", TargetNames.Verification) is { } verify)
        {
            var values = new PropertyValues(verify);
            var own = new DefinitionValues(verify);
            verification = new VerificationDefinition
            {
                Depth = own.Choice("depth", verification.Depth),
                WholeUpTo = values.Size("wholeUpTo") ?? verification.WholeUpTo,
                Blocks = values.Number("blocks") ?? verification.Blocks,
                WholeWithinDays = own.Days("wholeWithin", verification.WholeWithinDays),
            };
        }

        var shared = new PropertyValues(properties);
        return target with { Verification = verification, Throttle = Throttle(properties), AppendOnly = shared.Flag("appendOnly"), IgnoreClock = shared.Flag("ignoreClock") };
    }

    private static ThrottleDefinition? Throttle(Properties properties)
    {
        if (properties.Inner("throttle", TargetNames.Throttle) is not { IsObject: true } throttle)
            return null;

        if (throttle.Find("rate") is null)
            throttle.Mistake("rate", $"is missing: {SizeText.Form}");
        return new ThrottleDefinition
        {
            BytesPerSecond = new PropertyValues(throttle).Size("rate") ?? 0,
            FullSpeed = new DefinitionValues(throttle).Times("fullSpeed"),
        };
    }
}
