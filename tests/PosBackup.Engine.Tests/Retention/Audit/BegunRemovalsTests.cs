using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Audit;

namespace PosBackup.Engine.Tests.Retention.Audit;

public sealed class BegunRemovalsTests
{
    private static readonly Guid Media = Guid.NewGuid();
    private const string Address = "sftp://backup@hq";

    private static readonly Guid Set = Guid.NewGuid();
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
    [InlineData(false, AuditKind.Removing, AuditKind.Forgotten)]
    public void Find_TellsWhatWasBegunAndNotEnded(bool isBegun, params AuditKind[] kinds)
    {
        var begun = BegunRemovals.Of(kinds.Select(kind => SomeAudit.Entry(kind, mediaSetId: Media, place: Hq, address: Address, set: Set)));

        Assert.Equal(isBegun, begun.Find(new RetentionPlace("HQ", "42"), Address, Media, [Set]) is not null);
        Assert.Equal(isBegun ? 1 : 0, begun.In(Hq, Address).Count);
        Assert.Null(begun.Find(Hq with { Medium = "43" }, Address, Media, [Set]));
        Assert.Null(begun.Find(Hq, "sftp://elsewhere", Media, [Set]));
        Assert.Empty(begun.In(Hq, "sftp://elsewhere"));
        Assert.Null(begun.Find(RetentionPlace.Here, address: null, Media, [Set]));
        Assert.Null(begun.Find(Hq, Address, Guid.NewGuid(), [Set]));
        Assert.Null(begun.Find(Hq, Address, Media, [Guid.NewGuid()]));
    }

    [Fact]
    public void Find_KnowsFilesThatWereGoneWhenALaterRunBegan()
    {
        var begun = BegunRemovals.Of(
        [
            SomeAudit.Entry(AuditKind.Removing, mediaSetId: Media, set: Set, paths: ["1.bak", "2.bak"]),
            SomeAudit.Entry(AuditKind.Removing, mediaSetId: Media, set: Set, paths: ["2.bak"]),
        ]);

        Assert.Equal(["2.bak", "1.bak"], begun.Find(RetentionPlace.Here, address: null, Media, [Set])!.Files.Select(file => file.Path));
    }

    [Fact]
    public void Find_DoesNotJoinWhatWasOverwrittenBetween_NorWhatLayElsewhere()
    {
        var later = Guid.NewGuid();
        var begun = BegunRemovals.Of(
        [
            SomeAudit.Entry(AuditKind.Removing, mediaSetId: Media, place: Hq, address: "sftp://before", set: Set, paths: ["before.bak"]),
            SomeAudit.Entry(AuditKind.Removing, mediaSetId: Media, place: Hq, address: Address, set: Set, paths: ["old.bak"]),
            SomeAudit.Entry(AuditKind.Removing, mediaSetId: Media, place: Hq, address: Address, set: later, paths: ["new.bak"]),
        ]);

        Assert.Equal(["new.bak"], begun.Find(Hq, Address, Media, [later])!.Files.Select(file => file.Path));
        Assert.Equal(["old.bak"], begun.Find(Hq, Address, Media, [Set])!.Files.Select(file => file.Path));
    }
}
