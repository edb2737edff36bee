using FsCheck;
using FsCheck.Fluent;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;

namespace PosBackup.Engine.Tests.Support;

/// <summary>Random manifests: every field takes values of its whole range.</summary>
internal static class MediaGen
{
    private static Gen<string> Text => Gen.Elements("", "Shop", "o'neil", "[x]", "数据库", "A$$B", "tab\there", "\u001b[31m", "emoji 🧾", "\"quoted\\\"", "Ünï ");

    private static Gen<Guid> Guids => Gen.Choose(0, 255).ArrayOf(16).Select(bytes => new Guid([.. bytes.Select(b => (byte)b)]));

    private static Gen<long> Sizes => Gen.OneOf(Gen.Constant(0L), Gen.Choose(0, int.MaxValue).Select(i => (long)i * 7919), Gen.Constant(long.MaxValue));

    private static Gen<Lsn> Lsns =>
        from vlf in Gen.Elements(0u, 1u, 36u, uint.MaxValue)
        from block in Gen.Elements(0u, 352u, uint.MaxValue)
        from slot in Gen.Elements<ushort>(0, 1, 37, ushort.MaxValue)
        select new Lsn(vlf, block, slot);

    private static Gen<ServerTime> Times =>
        from ticks in Gen.Elements(0L, 1L, 637_000_000_000_000_000L, 638_123_456_781_234_567L, DateTime.MaxValue.Ticks)
        from minutes in Gen.Elements<int?>(null, 0, 60, -210, 840, -840, 345)
        select new ServerTime(new DateTime(ticks, DateTimeKind.Unspecified), minutes is { } m ? TimeSpan.FromMinutes(m) : null);

    private static Gen<DatabaseFile> Files =>
        from logical in Text
        from physical in Text
        from log in ArbMap.Default.GeneratorFor<bool>()
        from size in Sizes
        from id in Guids
        from lsn in Lsns
        select new DatabaseFile
        {
            LogicalName = logical,
            PhysicalName = physical,
            IsLog = log,
            FileId = 2,
            FileGroupName = log ? null : "PRIMARY",
            Size = size,
            BackupSize = size / 2,
            UniqueId = id,
            CreateLsn = lsn,
            DifferentialBaseGuid = id,
            SourceBlockSize = 512,
        };

    private static Gen<BackupSet> Sets =>
        from guid in Guids
        from position in Gen.Choose(1, 10_000)
        from kind in Gen.Elements(Enum.GetValues<BackupKind>())
        from database in Text
        from instance in Text
        from started in Times
        from finished in Gen.OneOf(Gen.Constant<ServerTime?>(null), Times.Select(time => (ServerTime?)time))
        from first in Lsns
        from last in Lsns
        from baseLsn in Gen.OneOf(Gen.Constant<Lsn?>(null), Lsns.Select(lsn => (Lsn?)lsn))
        from model in Gen.Elements(Enum.GetValues<RecoveryModel>())
        from verify in Gen.Elements(Enum.GetValues<PageVerify>())
        from flags in Gen.Choose(0, 0x7FF)
        from size in Sizes
        from files in Files.ListOf().Resize(4)
        select new BackupSet
        {
            SetGuid = guid,
            Position = position,
            Kind = kind,
            Database = database,
            Instance = instance,
            StartedAt = started,
            FinishedAt = finished,
            FirstLsn = first,
            LastLsn = last,
            DifferentialBaseLsn = baseLsn,
            DifferentialBaseGuid = baseLsn is null ? null : guid,
            RecoveryModel = model,
            PageVerify = verify,
            Flags = (BackupFlags)flags,
            SoftwareVersion = new Version(16, 0, flags),
            BackupSize = size,
            Files = [.. files],
        };

    private static Gen<Proof> Proofs =>
        from level in Gen.Elements(Enum.GetValues<VerificationLevel>())
        from verdict in Gen.Elements(Enum.GetValues<Verdict>())
        from minute in Gen.Choose(0, 100_000)
        select SomeMedia.Proof(verdict, level, SomeMedia.Noon.AddMinutes(minute));

    public static Gen<Manifest> Manifests =>
        from container in Gen.Elements(Enum.GetValues<MediaContainer>())
        from compressed in ArbMap.Default.GeneratorFor<bool>()
        from id in Guids
        from stripes in Gen.Choose(1, 64)
        from stripe in Gen.Choose(1, stripes)
        from length in Sizes
        from name in Text
        from date in Times
        from sets in Sets.ListOf().Resize(5)
        from proofs in Proofs.ListOf().Resize(4)
        from hashed in ArbMap.Default.GeneratorFor<bool>()
        select new Manifest
        {
            ToolVersion = "0.1.0",
            Media = new MediaFile
            {
                Path = "",
                Length = length,
                Container = container,
                IsCompressed = compressed,
                MediaSetId = id,
                Stripe = stripe,
                Stripes = stripes,
                MediaName = name,
                MediaDate = date,
                Sets = [.. sets],
            },
            Sha256 = hashed ? Convert.ToHexStringLower(id.ToByteArray().Concat(id.ToByteArray()).ToArray()) : null,
            Proofs = [.. proofs],
        };
}
