using System.Text.Json.Serialization;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;

namespace PosBackup.Cli.Json;

/// <summary>A media file as <c>inspect --json</c> and, with what was proven, <c>verify --json</c> show it.</summary>
internal sealed record MediaJson
{
    public required string File { get; init; }

    public string? Container { get; init; }

    public bool Compressed { get; init; }

    public bool Encrypted { get; init; }

    public int? Stripe { get; init; }

    public int? Stripes { get; init; }

    public Guid? MediaSetId { get; init; }

    public long? Length { get; init; }

    public IReadOnlyList<SetJson> Sets { get; init; } = [];

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Level { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Verdict { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Sha256 { get; init; }

    public IReadOnlyList<FindingJson> Findings { get; init; } = [];

    /// <summary>Why the file could not be read; absent when it could.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ErrorJson? Error { get; init; }

    public static MediaJson Of(MediaFile media, IEnumerable<Finding> findings) => new()
    {
        File = media.Path,
        Container = media.Container == MediaContainer.Unknown ? null : EnumName.Of(media.Container),
        Compressed = media.IsCompressed,
        Encrypted = media.IsEncrypted,
        Stripe = media.Container == MediaContainer.Unknown ? null : media.Stripe,
        Stripes = media.Container == MediaContainer.Unknown ? null : media.Stripes,
        MediaSetId = media.MediaSetId == Guid.Empty ? null : media.MediaSetId,
        Length = media.Length,
        Sets = [.. media.Sets.Select(SetJson.Of)],
        Findings = [.. findings.Select(FindingJson.Of)],
    };

    /// <summary>The files of a media set that was verified.</summary>
    public static IEnumerable<MediaJson> Of(VerificationReport report) => report.Media.Select((media, i) => Of(media, FindingsOf(report, media)) with
    {
        Level = EnumName.Of(report.Level),
        Verdict = EnumName.Of(report.Verdict),
        Sha256 = report.Sha256.ElementAtOrDefault(i),
    });

    /// <summary>What was found of one file, or of all together.</summary>
    public static IEnumerable<Finding> FindingsOf(VerificationReport report, MediaFile media) =>
        report.Findings.Where(finding => finding.Path is null || string.Equals(finding.Path, media.Path, StringComparison.Ordinal));

    /// <summary>A file that could not be verified.</summary>
    public static MediaJson NotVerified(string path, PosBackupException error) =>
        Of(path, error) with { Level = EnumName.Of(VerificationLevel.None), Verdict = EnumName.Of(Engine.Media.Verdict.NotChecked) };

    public static MediaJson Of(string path, PosBackupException error) => new() { File = path, Error = ErrorJson.Of(error) };
}
