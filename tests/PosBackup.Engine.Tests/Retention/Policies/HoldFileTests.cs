using System.Text;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Policies;

namespace PosBackup.Engine.Tests.Retention.Policies;

public sealed class HoldFileTests
{
    private static readonly DateTimeOffset NewYear = new(2027, 1, 1, 0, 0, 0, TimeSpan.FromHours(1));

    [Fact]
    public void AHold_TakesThePlaceOfTheOneOnItsSet()
    {
        RetentionHold[] holds = [.. Enumerable.Range(0, 3).Select(i => new RetentionHold(Guid.NewGuid(), $"{i}", Until: null))];
        HoldFile file = holds.Aggregate(new HoldFile(), (made, hold) => made.With(hold));
        RetentionHold longer = holds[1] with { Until = NewYear };
        Assert.Equal([holds[0], longer, holds[2]], file.With(longer).Holds);
        Assert.Equal([holds[0], holds[2]], file.Without(longer.SetGuid).Holds);
        Assert.Equal(holds, file.Without(Guid.NewGuid()).Holds);
    }

    [Fact]
    public void OfHoldsOfElsewhere_TheOneThatLastsLongerIsTaken()
    {
        var ends = new RetentionHold(Guid.NewGuid(), "ends", NewYear);
        HoldFile file = new HoldFile().With(ends);
        Assert.Equal([ends], file.WithAll([ends with { Reason = "before", Until = NewYear.AddTicks(-1) }]).Holds);
        Assert.Equal(["for good"], file.WithAll([ends with { Reason = "for good", Until = null }]).Holds.Select(hold => hold.Reason));
        Assert.Equal(2, file.WithAll([new RetentionHold(Guid.NewGuid(), "new", Until: null)]).Holds.Count);
    }

    [Fact]
    public void WhatIsWritten_IsReadAgain()
    {
        var file = new HoldFile { Revision = 7, Holds = [new RetentionHold(new Guid("5a0c4f0e-6b1b-4a39-9a0e-0d6f0c0a7b11"), "tax & \"audit\"", NewYear), new RetentionHold(Guid.NewGuid(), "税务", Until: null)] };
        string text = Encoding.UTF8.GetString(HoldFileText.Write(file).Span);
        HoldFile again = HoldFileText.Read(Encoding.UTF8.GetBytes(text), "holds.json");
        Assert.Contains(""" "until": "2027-01-01T00:00:00+01:00" """.Trim(), text, StringComparison.Ordinal);
        Assert.Equal((file.Revision, true), (again.Revision, file.Holds.SequenceEqual(again.Holds)));
    }

    [Theory]
    [InlineData("""{ "schema": 2, "revision": 1, "holds": [] }""", "'schema' is 2")]
    [InlineData("""{ "schema": 1, "holds": [] }""", "'revision' must be a whole number")]
    [InlineData("""{ "schema": 1, "revision": 0, "holds": [] }""", "'revision' must be a whole number")]
    [InlineData("""{ "schema": 1, "revision": 1 }""", "'holds' must be an array")]
    [InlineData("""{ "schema": 1, "revision": 1, "holds": {} }""", "'holds' must be an array")]
    [InlineData("""{ "schema": 1, "revision": 1, "holds": [], "policy": {} }""", "unknown property 'policy'")]
    [InlineData("""{ "schema": 1, "revision": 1, "holds": [ { "set": "x", "reason": "y" } ] }""", "hold 1: 'set' must be")]
    [InlineData("""{ "schema": 1, "revision": 1, "holds": [ { "set": "5a0c4f0e-6b1b-4a39-9a0e-0d6f0c0a7b11" } ] }""", "hold 1: 'reason' must be")]
    [InlineData("", "")]
    [InlineData("""{ "schema": 1, "revision": 1, "hol""", "")]
    public void AFileWithMistakes_IsNoFileWithoutHolds(string text, string mistake)
    {
        PosBackupException error = Assert.Throws<PosBackupException>(() => HoldFileText.Read(Encoding.UTF8.GetBytes(text), "holds.json"));
        Assert.Equal(ErrorCode.HoldFileInvalid, error.Code);
        Assert.Contains(mistake, error.Message, StringComparison.Ordinal);
    }
}
