using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;

namespace PosBackup.Engine.Tests.Retention.Audit;

public sealed class BegunRemovalsTests
{
    private static readonly Guid Media = Guid.NewGuid();
    private static readonly RetentionPlace Hq = new("hq", "42");

    [Theory]
    [InlineData(true, AuditKind.Removing)]
    [InlineData(false, AuditKind.Removing, AuditKind.Removed)]
    [InlineData(false, AuditKind.Removing, AuditKind.Failed)]
    [InlineData(false, AuditKind.Removing, AuditKind.Failed, AuditKind.Left)]
    [InlineData(true, AuditKind.Removing, AuditKind.Interrupted)]
    [InlineData(true, AuditKind.Removing, AuditKind.Interrupted, AuditKind.Removing)]
    [InlineData(false, AuditKind.Removing, AuditKind.Interrupted, AuditKind.Removing, AuditKind.Removed)]
    [InlineData(true, AuditKind.Removing, AuditKind.Removed, AuditKind.Removing)]
    [InlineData(false, AuditKind.Left)]
    public void Find_TellsWhatWasBegunAndNotEnded(bool isBegun, params AuditKind[] kinds)
    {
        var begun = BegunRemovals.Of(kinds.Select(kind => SomeAudit.Entry(kind, mediaSetId: Media, place: Hq)));

        Assert.Equal(isBegun, begun.Find(new RetentionPlace("HQ", "42"), Media) is not null);
        Assert.Equal(isBegun ? 1 : 0, begun.In(Hq).Count);
        Assert.Null(begun.Find(Hq with { Medium = "43" }, Media));
        Assert.Null(begun.Find(RetentionPlace.Here, Media));
        Assert.Null(begun.Find(Hq, Guid.NewGuid()));
    }

    [Fact]
    public void Find_KnowsFilesThatWereGoneWhenALaterRunBegan()
    {
        var begun = BegunRemovals.Of(
        [
            SomeAudit.Entry(AuditKind.Removing, mediaSetId: Media, paths: ["1.bak", "2.bak"]),
            SomeAudit.Entry(AuditKind.Removing, mediaSetId: Media, paths: ["2.bak"]),
        ]);

        Assert.Equal(["2.bak", "1.bak"], begun.Find(RetentionPlace.Here, Media)!.Files.Select(file => file.Path));
    }
}
