using System.Text;
using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Backups.Pages;
using PosBackup.SqlStandIn.Backups.Writing;
using PosBackup.SqlStandIn.Storage.Log;

namespace PosBackup.SqlStandIn.Backups.Synthetic;

/// <summary>A backup of a database that does not exist: receipts made up from a seed. For tests and benchmarks that need media, not a server.</summary>
internal sealed class SyntheticBackup : IBackupSource
{
    private const int LogFileId = 2;
    private static readonly string[] Products = ["Espresso", "Cappuccino", "Croissant", "Mineral water", "茶", "Sandwich, ham", "Receipt bag"];

    private readonly DataFileImage _image;
    private readonly List<(Lsn At, byte[] Bytes)> _log;

    /// <summary>Makes up the log; pages are made up when they are read.</summary>
    public SyntheticBackup(SyntheticShape shape)
    {
        Shape = shape;
        var file = new DataFile
        {
            FileId = 1,
            StorePages = shape.StorePages,
            Lsn = new Lsn(LogGeometry.FirstVlf, LogGeometry.FirstBlock, 1),
            PageVerify = shape.PageVerify,
            DatabaseName = shape.Database,
            DatabaseVersion = 957,
            CompatibilityLevel = 150,
        };
        _image = new DataFileImage(file, ReadPage, shape.Kind == BackupKind.Differential ? page => page % 5 == 0 : null);
        _log = [.. MakeLog(shape.LogBlocks)];
    }

    public SyntheticShape Shape { get; }

    public IReadOnlyList<PagePass> Passes => Shape.Kind switch
    {
        BackupKind.Log => [],
        _ when Shape.SoftwareMajor < 15 => [new PagePass(Extents, _image.Read)],
        _ => [new PagePass(Extents, _image.Read), new PagePass(_image.System(), _image.Read)],
    };

    private IReadOnlyList<ExtentAddress> Extents => Shape.Kind == BackupKind.Differential ? _image.Changed() : _image.All();

    private Lsn FirstLsn => new(LogGeometry.FirstVlf, LogGeometry.FirstBlock, 1);

    private Lsn LastLsn => _log.Count == 0 ? FirstLsn : _log[^1].At with { Block = _log[^1].At.Block + (uint)(_log[^1].Bytes.Length / 512) };

    public BackupSet Begin() => Describe() with { FinishedAt = null };

    public IReadOnlyList<LogRange> Log()
    {
        long Offset(uint vlf) => LogGeometry.VlfOffset(vlf, LogGeometry.FirstVlf);
        LogRange[] used =
        [
            .. _log.GroupBy(block => block.At.Vlf).Select(vlf => new LogRange(
                LogFileId,
                LogGeometry.OffsetOf(vlf.First().At, LogGeometry.FirstVlf),
                vlf.Key,
                LogGeometry.VlfSize,
                Offset(vlf.Key),
                [.. vlf.Select(block => (ReadOnlyMemory<byte>)block.Bytes)])),
        ];
        uint next = LogGeometry.FirstVlf + (uint)used.Length;
        return [.. used, new LogRange(LogFileId, Start: 0, Vlf: 0, LogGeometry.VlfSize, Offset(next), [])];
    }

    public BackupSet Finish() => Describe();

    private BackupSet Describe()
    {
        var started = new ServerTime(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Unspecified), TimeSpan.FromHours(1));
        Guid id = Id(1);
        bool isDifferential = Shape.Kind == BackupKind.Differential;
        return new BackupSet
        {
            SetGuid = Id(10 + (int)Shape.Kind),
            Position = 1,
            Kind = Shape.Kind,
            TypeLetter = Shape.Kind switch { BackupKind.Log => 'L', BackupKind.Differential => 'I', _ => 'D' },
            Database = Shape.Database,
            Instance = @"SHOP\TILL",
            Machine = "SHOP",
            User = "sa",
            Name = "synthetic",
            StartedAt = started,
            FinishedAt = started,
            FirstLsn = FirstLsn,
            LastLsn = LastLsn,
            CheckpointLsn = FirstLsn,
            DatabaseBackupLsn = FirstLsn,
            DifferentialBaseLsn = isDifferential ? FirstLsn : null,
            DifferentialBaseGuid = isDifferential ? Id(10 + (int)BackupKind.Full) : null,
            FamilyGuid = id,
            BindingGuid = id,
            RecoveryForkGuid = id,
            FirstRecoveryForkGuid = id,
            RecoveryModel = RecoveryModel.Full,
            PageVerify = Shape.PageVerify,
            SoftwareVersion = new Version(Shape.SoftwareMajor, 0, 1000),
            DatabaseVersion = 957,
            CompatibilityLevel = 150,
            DatabaseCreatedAt = started,
            CollationLcid = 1033,
            CollationFlags = 0xD0,
            CollationSortId = 52,
            SortOrder = 52,
            UnicodeLocaleId = 1033,
            UnicodeComparisonStyle = 196609,
            Files =
            [
                new DatabaseFile
                {
                    LogicalName = Shape.Database, PhysicalName = $@"C:\Data\{Shape.Database}.mdf", FileId = 1, FileGroupId = 1,
                    FileGroupName = "PRIMARY", Size = Extents.Count * 65536L, UniqueId = Id(2), SourceBlockSize = 512,
                },
                new DatabaseFile
                {
                    LogicalName = $"{Shape.Database}_log", PhysicalName = $@"C:\Data\{Shape.Database}_log.ldf", FileId = LogFileId, IsLog = true,
                    Size = LogGeometry.VlfSize, UniqueId = Id(3), SourceBlockSize = 512,
                },
            ],
        };
    }

    /// <summary>Rows of a till: numbers that grow, times, a few words, prices. They compress as such rows do.</summary>
    private void ReadPage(int storePage, Span<byte> body)
    {
        var random = new Random(Shape.Seed + storePage);
        int rows = 40 + random.Next(30);
        int at = 0;
        for (int row = 0; row < rows; row++)
        {
            BitConverter.TryWriteBytes(body[at..], (storePage * 100) + row);
            BitConverter.TryWriteBytes(body[(at + 4)..], 0x0000_B2F4_0000_0000L + random.Next());
            BitConverter.TryWriteBytes(body[(at + 12)..], random.Next(5000));
            at += 20;
            at += Encoding.Unicode.GetBytes(Products[random.Next(Products.Length)], body[at..]);
            at += 8;
        }
    }

    private IEnumerable<(Lsn At, byte[] Bytes)> MakeLog(int blocks)
    {
        var builder = new LogBlockBuilder();
        var random = new Random(Shape.Seed);
        Lsn next = FirstLsn;
        int previous = 0;
        for (int block = 0; block < blocks; block++)
        {
            byte[] payload = new byte[random.Next(16, 4000)];
            random.NextBytes(payload.AsSpan(0, payload.Length / 3));
            builder.Add(new LogRecord(LogRecordKind.PageImage, (uint)(block + 1), payload));
            if (next.Block + builder.Sectors > LogGeometry.BlocksPerVlf)
                next = new Lsn(next.Vlf + 1, LogGeometry.FirstBlock, 1);

            byte[] bytes = builder.Seal(next, previous);
            yield return (next, bytes);
            next = next with { Block = next.Block + (uint)(bytes.Length / 512) };
            previous = bytes.Length;
        }
    }

    private Guid Id(int number) => new(Shape.Seed, (short)number, 0, [1, 2, 3, 4, 5, 6, 7, 8]);
}
