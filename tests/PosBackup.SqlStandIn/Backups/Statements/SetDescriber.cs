using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media.Mtf;
using PosBackup.SqlStandIn.Backups.Listing;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Backups.Statements;

/// <summary>Puts into a <see cref="BackupSet"/> what the server writes into the headers of a set.</summary>
internal static class SetDescriber
{
    private const int ComparisonStyle = 196609;

    /// <summary>SQL_Latin1_General_CP1_CI_AS, for a collation whose numbers the stand-in does not know.</summary>
    private static readonly (int Lcid, int Flags, int SortId) UsualCollation = (1033, 0xD0, 52);

    /// <summary>Describes the set at its start.</summary>
    public static BackupSet Describe(BackupSnapshot snapshot, BackupRequest request, Instance instance, string user, DateTimeOffset now, DateTime? expires)
    {
        DatabaseFacts facts = snapshot.Facts;
        bool isDifferential = request.Kind == BackupKind.Differential;
        (int lcid, int collationFlags, int sortId) = CollationNumbers.Of(facts.Collation) ?? UsualCollation;
        var guid = Guid.NewGuid();
        return new BackupSet
        {
            SetGuid = guid,
            Position = 1,
            Kind = request.Kind,
            TypeLetter = request.Kind switch { BackupKind.Differential => 'I', BackupKind.Log => 'L', _ => 'D' },
            Database = facts.Name,
            Instance = instance.Identity.ServerName,
            Machine = instance.Identity.MachineName,
            User = user,
            Name = request.Name,
            Description = request.Description,
            StartedAt = At(now),
            ExpiresAt = expires is { } day ? new ServerTime(day, now.Offset) : null,
            FirstLsn = snapshot.FirstLsn,
            LastLsn = snapshot.LastLsn,
            CheckpointLsn = snapshot.CheckpointLsn,
            DatabaseBackupLsn = facts.DatabaseBackupLsn,
            DifferentialBaseLsn = isDifferential ? facts.DifferentialBaseLsn : null,
            DifferentialBaseGuid = isDifferential ? facts.DifferentialBaseGuid : null,
            PreviousFullGuid = facts.DifferentialBaseGuid == Guid.Empty ? null : facts.DifferentialBaseGuid,
            FamilyGuid = facts.FamilyGuid,
            RecoveryForkGuid = facts.RecoveryFork,
            FirstRecoveryForkGuid = facts.FirstRecoveryFork == Guid.Empty ? facts.RecoveryFork : facts.FirstRecoveryFork,
            ForkPointLsn = facts.ForkPoint.IsZero ? null : facts.ForkPoint,
            BindingGuid = facts.BindingGuid,
            RecoveryModel = facts.RecoveryModel,
            PageVerify = facts.PageVerify,
            Flags = Flags(request, facts),
            SoftwareVendorId = 4608,
            SoftwareVersion = Three(instance.Identity.ProductVersion),
            DatabaseVersion = instance.Identity.Release.DatabaseVersion,
            CompatibilityLevel = facts.CompatibilityLevel,
            DatabaseId = facts.Id,
            DatabaseCreatedAt = new ServerTime(facts.CreatedAt, Offset: null),
            Collation = facts.Collation,
            CollationLcid = lcid,
            CollationFlags = collationFlags,
            CollationSortId = sortId,
            UnicodeLocaleId = lcid,
            UnicodeComparisonStyle = ComparisonStyle,
            SortOrder = sortId,
            Files = Files(snapshot, request is { Kind: BackupKind.Full, CopyOnly: false } ? (snapshot.CheckpointLsn, guid) : (facts.DifferentialBaseLsn, facts.DifferentialBaseGuid)),
        };
    }

    /// <summary>A moment as headers keep it: whole seconds of the server's clock, and the zone in quarter hours.</summary>
    public static ServerTime At(DateTimeOffset moment) =>
        new(new DateTime(moment.DateTime.Ticks - (moment.DateTime.Ticks % TimeSpan.TicksPerSecond)), moment.Offset);

    /// <summary>The files of the database, data and log, with the differential base that holds after the backup.</summary>
    private static IReadOnlyList<DatabaseFile> Files(BackupSnapshot snapshot, (Lsn Lsn, Guid Guid) differentialBase)
    {
        DatabaseFacts facts = snapshot.Facts;
        return
        [
            new DatabaseFile
            {
                LogicalName = facts.DataName,
                PhysicalName = facts.DataFile,
                FileId = 1,
                FileGroupId = 1,
                FileGroupName = "PRIMARY",
                Size = (long)PageGeometry.ExtentsOf(facts.StorePages) * Page.ExtentSize,
                MaxSize = 35184372080640,
                Growth = 67108864,
                UniqueId = facts.DataFileGuid,
                CreateLsn = facts.CreateLsn,
                SourceBlockSize = 4096,
                DifferentialBaseLsn = differentialBase.Lsn,
                DifferentialBaseGuid = differentialBase.Guid,
            },
            new DatabaseFile
            {
                LogicalName = facts.LogName,
                PhysicalName = facts.LogFile,
                IsLog = true,
                FileId = 2,
                Size = snapshot.Database.Log.Length,
                MaxSize = 2199023255552,
                Growth = 67108864,
                UniqueId = facts.LogFileGuid,
                CreateLsn = facts.CreateLsn,
                SourceBlockSize = 4096,
            },
        ];
    }

    private static BackupFlags Flags(BackupRequest request, DatabaseFacts facts)
    {
        BackupFlags flags = BackupFlags.Always;
        if (request.CopyOnly)
            flags |= BackupFlags.CopyOnly;
        if (facts.IsReadOnly)
            flags |= BackupFlags.ReadOnly;
        if (facts.UserAccess == UserAccess.SingleUser)
            flags |= BackupFlags.SingleUser;
        if (request.Kind == BackupKind.Log && facts.LogChainBegins)
            flags |= BackupFlags.BeginsLogChain;
        if (request.Kind == BackupKind.Log && request.NoRecovery)
            flags |= BackupFlags.ForceOffline;
        return flags;
    }

    private static Version Three(Version version) => new(version.Major, version.Minor, Math.Max(version.Build, 0));
}
