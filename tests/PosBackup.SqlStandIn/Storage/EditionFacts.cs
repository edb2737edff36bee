namespace PosBackup.SqlStandIn.Storage;

/// <summary>What an edition is called and what its BACKUP can do.</summary>
/// <param name="Name">SERVERPROPERTY('Edition').</param>
/// <param name="EngineEdition">SERVERPROPERTY('EngineEdition'): 2 standard, 3 enterprise, 4 express.</param>
/// <param name="EditionId">SERVERPROPERTY('EditionID').</param>
/// <param name="CanCompress">Whether BACKUP WITH COMPRESSION is allowed.</param>
/// <param name="CanEncrypt">Whether BACKUP WITH ENCRYPTION is allowed.</param>
/// <param name="CanMirror">Whether BACKUP MIRROR TO is allowed.</param>
public sealed record EditionFacts(string Name, int EngineEdition, long EditionId, bool CanCompress, bool CanEncrypt, bool CanMirror)
{
    /// <summary>The facts of an edition by its short name.</summary>
    /// <exception cref="ArgumentException">No such edition.</exception>
    public static EditionFacts Of(string edition) => edition.ToUpperInvariant() switch
    {
        "EXPRESS" => new("Express Edition (64-bit)", 4, -1592396055, CanCompress: false, CanEncrypt: false, CanMirror: false),
        "WEB" => new("Web Edition (64-bit)", 2, 1293598313, CanCompress: false, CanEncrypt: false, CanMirror: false),
        "STANDARD" => new("Standard Edition (64-bit)", 2, -1534726760, CanCompress: true, CanEncrypt: true, CanMirror: false),
        "ENTERPRISE" => new("Enterprise Edition (64-bit)", 3, 1804890536, CanCompress: true, CanEncrypt: true, CanMirror: true),
        "DEVELOPER" => new("Developer Edition (64-bit)", 3, -2117995310, CanCompress: true, CanEncrypt: true, CanMirror: true),
        "EVALUATION" => new("Enterprise Evaluation Edition (64-bit)", 3, 610778273, CanCompress: true, CanEncrypt: true, CanMirror: true),
        _ => throw new ArgumentException(
            $"'{edition}' is no edition of the stand-in: Express, Web, Standard, Enterprise, Developer, Evaluation", nameof(edition)),
    };
}
