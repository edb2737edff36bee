using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Planning.Holds;

namespace PosBackup.Engine.Tests.Retention.Planning.Holds;

/// <summary>Holds on sets that nothing can restore.</summary>
public sealed class HoldGapTests
{
    private static readonly DateTimeOffset Now = Shelf.At("2026-01-10T21:00Z");

    private readonly Shelf _shelf = new();
    private readonly BackupSet _full;
    private readonly BackupSet _differential;

    public HoldGapTests()
    {
        _full = _shelf.Take(BackupKind.Full, "2026-01-01T20:00Z");
        _differential = _shelf.Take(BackupKind.Differential, "2026-01-02T20:00Z");
        _shelf.Take(BackupKind.Full, "2026-01-03T20:00Z");
    }

    [Fact]
    public void AHoldOnASetWithItsWay_IsNotSpokenOf() => Assert.Empty(Notes(_differential.SetGuid));

    [Fact]
    public void AHoldOnASetWhoseFullIsGone_NamesTheGap()
    {
        _shelf.Media.RemoveAt(0);

        RetentionNote note = Assert.Single(Notes(_differential.SetGuid));

        Assert.Equal(ErrorCode.ChainBroken, note.Code);
        Assert.Contains($"{_differential.SetGuid}", note.Message, StringComparison.Ordinal);
        Assert.Contains("the audit", note.Message, StringComparison.Ordinal);
        Assert.Contains($"{_full.SetGuid}", note.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void AWholeFullElsewhere_ClosesTheGap()
    {
        _shelf.Media[0] = _shelf.Media[0] with { Place = new RetentionPlace("hq") };

        Assert.Empty(Notes(_differential.SetGuid));
    }

    [Fact]
    public void AHoldOnASetThatLiesNowhere_IsToldWhereAllWasLookedAt()
    {
        var nowhere = Guid.NewGuid();

        Assert.Equal(ErrorCode.BackupSetNotFound, Assert.Single(Notes(nowhere)).Code);
        Assert.Empty(Notes(nowhere, isAll: false));
    }

    [Fact]
    public void AHoldThatHasEnded_IsNotSpokenOf() => Assert.Empty(Notes(Guid.NewGuid(), until: Now));

    private RetentionNote[] Notes(Guid set, bool isAll = true, DateTimeOffset? until = null) =>
    [
        .. HoldGaps.Of(
            new RetentionFacts
            {
                Now = Now,
                Places = [],
                Media = _shelf.Media,
                Policy = new RetentionPolicy { Zone = TimeZoneInfo.Utc },
                Holds = [new RetentionHold(set, "the audit", until)],
            },
            Now,
            isAll),
    ];
}
