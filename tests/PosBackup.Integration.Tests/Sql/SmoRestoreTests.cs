using PosBackup.Engine;
using PosBackup.Engine.Sql.Statements;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Sql;

/// <summary>SMO's Restore: its traps, and what it sends.</summary>
public sealed class SmoRestoreTests : SmoStatementContract
{
    private static readonly RestoreCommand Command = new()
    {
        Database = "o'neil]x",
        IsLog = true,
        Files = [@"D:\it's\1.trn", @"D:\it's\2.trn"],
        Position = 2,
        Moves = [new FileMove("it's", @"E:\it's.mdf")],
        Replace = true,
        Ending = RestoreEnding.Standby(@"D:\it's.tuf"),
        Stop = new RestoreStop.Mark("it's", new DateTime(2026, 1, 2, 3, 4, 5), Before: true),
        BlockSize = 65536,
    };

    internal override string Verb => "RESTORE LOG";

    internal override ushort CurrentCommand => 236;

    internal override SqlMessage Refusal { get; } = new(4305, 16, 1, "The log in this backup set begins at LSN 37000000012800001, which is too recent to apply to the database. An earlier log backup that includes LSN 37000000009600001 can be restored.");

    internal override ErrorCode RefusalCode => ErrorCode.ChainBroken;

    internal override ErrorCode SilenceCode => ErrorCode.RestoreFailed;

    [Fact]
    public async Task Run_SendsTheScriptAndNothingElseBesideTheQuestionWhoTheServerIs()
    {
        await using var instance = ScriptedInstance.Saying(Success);

        StatementOutcome outcome = await RunAsync(instance);

        Assert.Equal((StatementEnd.Completed, null), (outcome.End, outcome.Error));
        Assert.Equal(RestoreScript.Of(Command), Assert.Single(instance.Statements));
        Assert.Equal(2, instance.Requests.Count);
    }

    [Fact]
    public async Task Run_DoesNotAskForABackupWhenARestoreFails()
    {
        await using var instance = ScriptedInstance.Saying();

        StatementOutcome outcome = await RunAsync(instance);

        Assert.Contains("restore of o'neil]x", outcome.Error!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("take the backup again", outcome.Error.Hint!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4322)]
    [InlineData(4329)]
    public async Task Run_TellsOfAStopThatTheLogDoesNotReachAndDoesNotFail(int number)
    {
        await using var instance = ScriptedInstance.Saying(new SqlMessage(number, 0, 1, "… so that more roll forward can be performed."), Success);

        StatementOutcome outcome = await RunAsync(instance);

        Assert.Equal((StatementEnd.Completed, true), (outcome.End, outcome.StopNotReached));
        Assert.Contains(outcome.Messages, message => message.Number == number);
    }

    internal override Task<StatementOutcome> RunAsync(ScriptedInstance instance, TimeSpan stallTimeout, Action<double> progressed, CancellationToken cancellationToken) =>
        new SmoRestore(TimeProvider.System).RunAsync(instance.Options, Command, stallTimeout, progressed, cancellationToken);
}
