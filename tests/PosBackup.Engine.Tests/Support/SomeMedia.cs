using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;

namespace PosBackup.Engine.Tests.Support;

/// <summary>Media and manifests that no disk has to hold.</summary>
internal static class SomeMedia
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(8));

    public static BackupSet Set(string database = "Shop", BackupKind kind = BackupKind.Full, int position = 1, DateTimeOffset? finishedAt = null, string instance = "TILL\\SQLEXPRESS") => new()
    {
        SetGuid = Guid.NewGuid(),
        Position = position,
        FamilyGuid = Guid.NewGuid(),
        Kind = kind,
        Database = database,
        Instance = instance,
        StartedAt = Time((finishedAt ?? Noon).AddMinutes(-1)),
        FinishedAt = Time(finishedAt ?? Noon),
        FirstLsn = new Lsn(36, 352, 37),
        LastLsn = new Lsn(36, 376, 1),
    };

    public static MediaFile File(string path, params BackupSet[] sets) => new()
    {
        Path = path,
        Length = 4096,
        Container = MediaContainer.Mtf,
        MediaSetId = Guid.NewGuid(),
        Sets = sets.Length == 0 ? [Set()] : sets,
    };

    public static Manifest Manifest(string path, params BackupSet[] sets) => Engine.Catalog.Manifest.FromMedia(File(path, sets));

    public static Proof Proof(Verdict verdict = Verdict.Intact, VerificationLevel level = VerificationLevel.L1, DateTimeOffset? at = null) =>
        new() { Level = level, Verdict = verdict, At = at ?? Noon, ToolVersion = "0.1.0" };

    private static ServerTime Time(DateTimeOffset at) => new(at.DateTime, at.Offset);
}
