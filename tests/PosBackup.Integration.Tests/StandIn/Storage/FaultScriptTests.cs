using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.StandIn.Storage;

/// <summary>Faults asked for as text.</summary>
public sealed class FaultScriptTests
{
    private readonly FaultPlan _plan = new();

    [Theory]
    [InlineData("path-missing", FaultKind.PathMissing, 0)]
    [InlineData("access-denied", FaultKind.AccessDenied, 0)]
    [InlineData("disk-full; bytes=100000", FaultKind.DiskFull, 100_000)]
    [InlineData("damaged-page;page=20", FaultKind.DamagedPage, 20)]
    [InlineData("drop; at=50", FaultKind.DropConnection, 50)]
    [InlineData("kill; at=50", FaultKind.Kill, 50)]
    [InlineData("hang; at=0", FaultKind.Hang, 0)]
    public void Text_BecomesAFaultThatFiresOnce(string text, FaultKind kind, long amount)
    {
        FaultScript.Apply(text, _plan);
        Assert.Equal(new Fault(kind, Amount: amount), _plan.Take(kind, "Shop"));
        Assert.Null(_plan.Take(kind, "Shop"));
    }

    [Fact]
    public void Database_AndRepeat_LimitAndPreserveIt()
    {
        FaultScript.Apply("access-denied; database=My Shop; repeat", _plan);
        Assert.Null(_plan.Take(FaultKind.AccessDenied, "Other"));
        Assert.NotNull(_plan.Take(FaultKind.AccessDenied, "my shop"));
        Assert.NotNull(_plan.Take(FaultKind.AccessDenied, "My Shop"));

        FaultScript.Apply("clear", _plan);
        Assert.Null(_plan.Take(FaultKind.AccessDenied, "My Shop"));
    }

    [Fact]
    public void Slow_HasAGate()
    {
        FaultScript.Apply("slow; delay=0", _plan);
        Assert.NotNull(_plan.Take(FaultKind.Slow)!.Gate);
    }

    [Theory]
    [InlineData("")]
    [InlineData("flood")]
    [InlineData("drop; at=101")]
    [InlineData("drop; bytes=5")]
    [InlineData("disk-full; bytes=-1")]
    [InlineData("disk-full; bytes=many")]
    [InlineData("hang; database=")]
    public void Text_ThatSaysNothingKnownIsRefusedByName(string text)
    {
        SqlErrorException error = Assert.Throws<SqlErrorException>(() => FaultScript.Apply(text, _plan));
        Assert.Equal(50001, error.Messages[0].Number);
        Assert.All(Enum.GetValues<FaultKind>(), kind => Assert.Null(_plan.Take(kind)));
    }
}
