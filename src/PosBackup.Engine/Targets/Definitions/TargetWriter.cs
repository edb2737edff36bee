using System.Text.Json;
using PosBackup.Engine.Secrets;
using PosBackup.Engine.StrictJson;

namespace PosBackup.Engine.Targets.Definitions;

/// <summary>Writes a file of targets, with names as they are, and without what has its default.</summary>
internal static class TargetWriter
{
    public static ReadOnlyMemory<byte> Write(TargetFile file) => WrittenFile.Of(TargetFile.CurrentSchema, json =>
    {
        json.WriteString("store", file.Store);
        json.WriteStartArray("targets");
        foreach (TargetDefinition target in file.Targets)
            Target(json, target);

        json.WriteEndArray();
    });

    private static void Target(Utf8JsonWriter json, TargetDefinition target)
    {
        json.WriteStartObject();
        json.WriteString("name", target.Name);
        json.WriteString("kind", target.Kind);
        switch (target)
        {
            case FolderDefinition folder:
                Folder(json, folder);
                break;
            case SftpDefinition sftp:
                Sftp(json, sftp);
                break;
            case FtpDefinition ftp:
                Ftp(json, ftp);
                break;
        }

        Verification(json, target.Verification);
        if (target.Throttle is { } throttle)
        {
            json.WriteStartObject("throttle");
            json.WriteString("rate", SizeText.Of(throttle.BytesPerSecond));
            Texts(json, "fullSpeed", [.. throttle.FullSpeed.Select(span => span.ToString())]);
            json.WriteEndObject();
        }

        if (target.AppendOnly)
            json.WriteBoolean("appendOnly", value: true);
        if (target.IgnoreClock)
            json.WriteBoolean("ignoreClock", value: true);
        json.WriteEndObject();
    }

    private static void Folder(Utf8JsonWriter json, FolderDefinition folder)
    {
        json.WriteString("path", folder.Path);
        Text(json, "user", folder.User);
        Secret(json, "password", folder.Password);
        if (folder.Volumes.Count == 0)
            return;

        var defaults = new VolumeDefinition { Name = "" };
        json.WriteStartArray("volumes");
        foreach (VolumeDefinition volume in folder.Volumes)
        {
            json.WriteStartObject();
            json.WriteString("name", volume.Name);
            Text(json, "serial", volume.Serial);
            Text(json, "label", volume.Label);
            Days(json, "expectedEvery", volume.ExpectedEveryDays, defaults.ExpectedEveryDays);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Sftp(Utf8JsonWriter json, SftpDefinition sftp)
    {
        var defaults = new SftpDefinition { Name = "", Endpoint = sftp.Endpoint };
        Endpoint(json, sftp.Endpoint);
        Text(json, "path", sftp.Path, defaults.Path);
        if (sftp.Jump is { } jump)
        {
            json.WriteStartObject("jump");
            Endpoint(json, jump);
            json.WriteEndObject();
        }

        Number(json, "connections", sftp.Connections, defaults.Connections);
        Text(json, "program", sftp.Program);
        Seconds(json, "connectTimeout", sftp.ConnectSeconds, defaults.ConnectSeconds);
        Seconds(json, "stallTimeout", sftp.StallSeconds, defaults.StallSeconds);
    }

    private static void Endpoint(Utf8JsonWriter json, SshEndpoint endpoint)
    {
        json.WriteString("host", endpoint.Host);
        Number(json, "port", endpoint.Port, new SshEndpoint { Host = "", User = "" }.Port);
        json.WriteString("user", endpoint.User);
        Secret(json, "password", endpoint.Password);
        Text(json, "identityFile", endpoint.IdentityFile);
        Secret(json, "passphrase", endpoint.Passphrase);
        Texts(json, "hostKeys", endpoint.HostKeys);
    }

    private static void Ftp(Utf8JsonWriter json, FtpDefinition ftp)
    {
        var defaults = new FtpDefinition { Name = "", Host = "", User = "", Password = ftp.Password };
        json.WriteString("host", ftp.Host);
        if (ftp.Port is { } port)
            json.WriteNumber("port", port);
        json.WriteString("user", ftp.User);
        Secret(json, "password", ftp.Password);
        Text(json, "path", ftp.Path, defaults.Path);
        if (ftp.Protection != defaults.Protection)
            json.WriteString("protection", TargetNames.Of(ftp.Protection));
        if (ftp.AllowPlaintext)
            json.WriteBoolean("allowPlaintext", value: true);
        Texts(json, "certificatePins", ftp.CertificatePins);
        Seconds(json, "connectTimeout", ftp.ConnectSeconds, defaults.ConnectSeconds);
        Seconds(json, "stallTimeout", ftp.StallSeconds, defaults.StallSeconds);
    }

    private static void Verification(Utf8JsonWriter json, VerificationDefinition verification)
    {
        var defaults = new VerificationDefinition();
        if (verification == defaults)
            return;

        json.WriteStartObject("verify");
        if (verification.Depth != defaults.Depth)
            json.WriteString("depth", TargetNames.Of(verification.Depth));
        if (verification.WholeUpTo != defaults.WholeUpTo)
            json.WriteString("wholeUpTo", SizeText.Of(verification.WholeUpTo));
        Number(json, "blocks", verification.Blocks, defaults.Blocks);
        Days(json, "wholeWithin", verification.WholeWithinDays, defaults.WholeWithinDays);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value, string? otherThan = null)
    {
        if (!string.Equals(value, otherThan, StringComparison.Ordinal))
            json.WriteString(name, value);
    }

    private static void Secret(Utf8JsonWriter json, string name, SecretReference? reference) => Text(json, name, reference?.ToString());

    private static void Number(Utf8JsonWriter json, string name, int value, int otherThan)
    {
        if (value != otherThan)
            json.WriteNumber(name, value);
    }

    private static void Seconds(Utf8JsonWriter json, string name, int seconds, int otherThan)
    {
        if (seconds != otherThan)
            json.WriteString(name, SpanText.Of(TimeSpan.FromSeconds(seconds)));
    }

    private static void Days(Utf8JsonWriter json, string name, int? days, int? otherThan)
    {
        if (days == otherThan)
            return;
        if (days is { } number)
            json.WriteString(name, SpanText.Of(TimeSpan.FromDays(number)));
        else
            json.WriteNull(name);
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
            return;

        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);

        json.WriteEndArray();
    }
}
