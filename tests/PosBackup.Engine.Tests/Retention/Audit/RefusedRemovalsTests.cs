using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Retention.Audit;

/// <summary>What was refused as too much counts until it was let go.</summary>
public sealed class RefusedRemovalsTests
{
    private static readonly RetentionPlace Hq = new("hq");
    private static readonly RefusedSet Oldest = new(Guid.NewGuid(), "Shop");

    private readonly RefusedRemovals _refused = new();

    [Fact]
    public void Take_ReadsWhatWasWrittenDown()
    {
        RefusedRemoval refused = Refuse(Hq);

        RefusedRemoval read = Assert.Single(_refused.All);

        Assert.Equal(refused with { Sets = [] }, read with { Sets = [] });
        Assert.Equal([Oldest], read.Sets);
    }

    [Theory]
    [InlineData(AuditKind.Removed, true)]
    [InlineData(AuditKind.Interrupted, true)]
    [InlineData(AuditKind.Removing, false)]
    [InlineData(AuditKind.Left, false)]
    [InlineData(AuditKind.Failed, false)]
    public void Take_ForgetsItWhenWhatWasRefusedIsGone(AuditKind kind, bool isForgotten)
    {
        Refuse(Hq);

        _refused.Take(Record(SomeAudit.Entry(kind, place: Hq, set: Oldest.SetGuid)));

        Assert.Equal(isForgotten, _refused.All.Count == 0);
    }

    [Fact]
    public void Take_ForgetsNothingForAnotherSetOrPlace()
    {
        Refuse(Hq);

        _refused.Take(Record(SomeAudit.Entry(AuditKind.Removed, place: Hq)));
        _refused.Take(Record(SomeAudit.Entry(AuditKind.Removed, place: RetentionPlace.Here, set: Oldest.SetGuid)));

        Assert.Single(_refused.All);
    }

    private RefusedRemoval Refuse(RetentionPlace place)
    {
        var refused = new RefusedRemoval(place, "more would go at once than is allowed by a policy that keeps at least 1 chain", SomeMedia.Noon, [Oldest]);
        _refused.Take(Record(RefusedRemovals.Entry(refused)));
        return refused;
    }

    /// <summary>As a line is read.</summary>
    private static AuditRecord Record(AuditEntry entry) => AuditLine.Read(AuditLine.Make(entry, AuditHead.None, SomeMedia.Noon).Line.AsSpan()[..^1]);
}
