namespace PosBackup.Engine.Targets.Definitions.Rules;

/// <summary>What has to hold in the definition of an FTP server.</summary>
internal static class FtpRules
{
    private const int MostPins = 16;
    private const int PinDigits = 64;

    /// <summary>All that is wrong.</summary>
    public static IEnumerable<DefinitionMistake> Of(FtpDefinition ftp) =>
    [
        .. TextRules.Host("host", ftp.Host),
        .. TextRules.Range("port", ftp.Port, 1, 65535),
        .. TextRules.Filled("user", ftp.User),
        .. TextRules.Plain("path", ftp.Path),
        .. TextRules.Seconds("connectTimeout", ftp.ConnectSeconds, 1, 600),
        .. TextRules.Seconds("stallTimeout", ftp.StallSeconds, 5, 3600),
        .. Pins(ftp.CertificatePins),
    ];

    private static IEnumerable<DefinitionMistake> Pins(IReadOnlyList<string> pins)
    {
        if (pins.Count > MostPins || !pins.All(pin => pin.Length == PinDigits && pin.All(char.IsAsciiHexDigit)))
            yield return new("certificatePins", $"must be at most {MostPins} SHA-256 fingerprints of {PinDigits} hexadecimal digits");
    }
}
