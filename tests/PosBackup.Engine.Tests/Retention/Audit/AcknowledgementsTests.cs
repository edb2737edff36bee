using System.Security.Cryptography;
using System.Text;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Tests.Retention.Planning;

namespace PosBackup.Engine.Tests.Retention.Audit;

/// <summary>What an acknowledgement is for, in the log and in a run.</summary>
public sealed class AcknowledgementsTests
{
    private static readonly Guid Set = new("5e700000-0000-0000-0000-000000000001");

    [Theory]
    [InlineData(Suspicion.Size)]
    [InlineData(Suspicion.Time)]
    [InlineData(Suspicion.Dropped)]
    public void ALine_TellsWhatWasAcknowledgedAndWhen(Suspicion of)
    {
        var given = new Acknowledgement(Set, of, Shelf.At("2026-03-01T12:00Z"));

        (byte[] line, _) = AuditLine.Make(Acknowledgements.Entry(given, "looked"), AuditHead.None, given.At);

        Assert.Equal([given], Acknowledgements.In(AuditLine.Read(line.AsSpan()[..^1])));
    }

    /// <summary>When the set has expired, the line alone tells what was found right.</summary>
    [Fact]
    public void ALine_TellsOfASizeWhoseAndHowMuch()
    {
        var given = new Acknowledgement(Set, Suspicion.Size, Shelf.At("2026-03-01T12:00Z"))
        {
            Set = new RememberedSet("TILL", "Shop", BackupKind.Differential, Shelf.At("2026-02-28T22:00Z")), Sizes = new SetSizes(1_700_000_000, 600_000_000, 2_000_000_000),
        };

        (byte[] line, _) = AuditLine.Make(Acknowledgements.Entry(given, "looked"), AuditHead.None, given.At);

        Assert.Equal([given], Acknowledgements.In(AuditLine.Read(line.AsSpan()[..^1])));
    }

    /// <summary>It does not tell what for: by a size nothing is lost that a clock would take.</summary>
    [Fact]
    public void ALineOfAVersionBefore_CountsForTheSize()
    {
        var given = new Acknowledgement(Set, Suspicion.Time, Shelf.At("2026-03-01T12:00Z"));
        (byte[] line, _) = AuditLine.Make(Acknowledgements.Entry(given, "looked"), AuditHead.None, given.At);
        string text = Encoding.ASCII.GetString(line)[..^76].Replace("\"acknowledged\":\"time\",", "", StringComparison.Ordinal);
        string before = $"{text},\"hash\":\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{text}}}")))}\"}}";

        Assert.Equal([given with { Of = Suspicion.Size }], Acknowledgements.In(AuditLine.Read(Encoding.ASCII.GetBytes(before))));
    }

    /// <summary>After a pause the data are encrypted: whoever says that the pause is right has not spoken of the size.</summary>
    [Fact]
    public void OneRun_AcknowledgesOneThing()
    {
        var shelf = new Shelf();
        for (int day = 1; day <= 10; day++)
            shelf.Take(BackupKind.Full, $"2026-01-{day:00}T20:00Z", 100_000_000);
        Guid set = shelf.Take(BackupKind.Full, "2026-02-20T20:00Z", 20_000_000).SetGuid;
        RetentionFacts facts = null!;
        shelf.Plan("2026-02-20T21:00Z", new RetentionPolicy { KeepLast = 1, Zone = TimeZoneInfo.Utc, Copies = 0 }, all => facts = all);

        Acknowledgement first = Assert.Single(Acknowledgements.Of(facts, new HashSet<Guid> { set }));
        facts = facts with { Acknowledged = [first] };
        Acknowledgement second = Assert.Single(Acknowledgements.Of(facts, new HashSet<Guid> { set }));
        facts = facts with { Acknowledged = [first, second] };

        Assert.Equal((Suspicion.Time, Suspicion.Size), (first.Of, second.Of));
        Assert.Equal((null, new SetSizes(20_000_000, 0, Base: null)), (first.Sizes, second.Sizes));
        Assert.Equal(ErrorCode.BackupSetNotFound, Assert.Throws<PosBackupException>(() => Acknowledgements.Of(facts, new HashSet<Guid> { set })).Code);
    }
}
