using PosBackup.Engine.Catalog;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Tests.Sql;

public sealed class RestoreScriptTests
{
    private static readonly DateTime Moment = new(2026, 1, 2, 3, 4, 5, 678);

    private static readonly RestoreCommand Command = new() { Database = "o'neil]x", Files = [@"D:\it's\x.bak"], Ending = RestoreEnding.Recovery };

    public static TheoryData<object, string> Statements => new()
    {
        { Command, "RESTORE DATABASE [o'neil]]x] FROM  DISK = N'D:\\it''s\\x.bak' WITH  FILE = 1,  NOUNLOAD,  STATS = 1,  CHECKSUM" },
        { Command with { IsLog = true, Position = 3 }, "RESTORE LOG [o'neil]]x] FROM  DISK = N'D:\\it''s\\x.bak' WITH  FILE = 3,  NOUNLOAD,  STATS = 1,  CHECKSUM" },
        {
            Command with { Ending = RestoreEnding.NoRecovery, Checksum = false },
            "RESTORE DATABASE [o'neil]]x] FROM  DISK = N'D:\\it''s\\x.bak' WITH  FILE = 1,  NORECOVERY,  NOUNLOAD,  STATS = 1"
        },
        {
            Command with { Ending = RestoreEnding.Standby(@"D:\it's.tuf") },
            "RESTORE DATABASE [o'neil]]x] FROM  DISK = N'D:\\it''s\\x.bak' WITH  FILE = 1,  STANDBY = N'D:\\it''s.tuf',  NOUNLOAD,  STATS = 1,  CHECKSUM"
        },
        {
            Command with { Files = ["/b/1'.bak", "/b/2.bak"], Moves = [new FileMove("it's", "/d/it's.mdf"), new FileMove("log", "/l/x.ldf")], Replace = true },
            "RESTORE DATABASE [o'neil]]x] FROM  DISK = N'/b/1''.bak',  DISK = N'/b/2.bak' WITH  FILE = 1,  MOVE N'it''s' TO N'/d/it''s.mdf',  MOVE N'log' TO N'/l/x.ldf',  NOUNLOAD,  REPLACE,  STATS = 1,  CHECKSUM"
        },
        {
            Command with { BlockSize = 65536, BufferCount = 7, MaxTransferSize = 1048576 },
            "RESTORE DATABASE [o'neil]]x] FROM  DISK = N'D:\\it''s\\x.bak' WITH  FILE = 1,  NOUNLOAD,  STATS = 1,  BLOCKSIZE = 65536,  BUFFERCOUNT = 7,  MAXTRANSFERSIZE = 1048576,  CHECKSUM"
        },
    };

    public static TheoryData<object, string> Stops => new()
    {
        { new RestoreStop.At(Moment), "STOPAT = N'2026-01-02T03:04:05.678'" },
        { new RestoreStop.Mark("it's", After: null, Before: false), "STOPATMARK = N'it''s'" },
        { new RestoreStop.Mark("it's", Moment, Before: false), "STOPATMARK = N'it''s' AFTER N'2026-01-02T03:04:05.678'" },
        { new RestoreStop.Mark("it's", After: null, Before: true), "STOPBEFOREMARK = N'it''s'" },
        { new RestoreStop.Mark("it's", Moment, Before: true), "STOPBEFOREMARK = N'it''s' AFTER N'2026-01-02T03:04:05.678'" },
        { RestoreStop.Mark.OfLsn(new Lsn(37, 2, 1), before: false), "STOPATMARK = N'lsn:37000000000200001'" },
        { RestoreStop.Mark.OfLsn(new Lsn(37, 2, 1), before: true), "STOPBEFOREMARK = N'lsn:37000000000200001'" },
    };

    [Theory]
    [MemberData(nameof(Statements), DisableDiscoveryEnumeration = true)]
    public void Of_WritesEveryOptionWithNamesAndPathsQuoted(object command, string text) => Assert.Equal(text, RestoreScript.Of((RestoreCommand)command));

    [Theory]
    [MemberData(nameof(Stops), DisableDiscoveryEnumeration = true)]
    public void Of_WritesEveryStop(object stop, string text)
    {
        RestoreCommand command = Command with { IsLog = true, Ending = RestoreEnding.NoRecovery, Stop = (RestoreStop)stop };

        Assert.Equal($"RESTORE LOG [o'neil]]x] FROM  DISK = N'D:\\it''s\\x.bak' WITH  FILE = 1,  NORECOVERY,  NOUNLOAD,  STATS = 1,  {text},  CHECKSUM", RestoreScript.Of(command));
    }
}
