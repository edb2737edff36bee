using System.Text;
using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Tests.Json;

public sealed class RecordMapperTests
{
    [Fact]
    public void Read_GivesSpansSizesTimesAndWordsTheirTypes()
    {
        BackupResult result = Read<BackupResult>("""
            { "database": "Shop", "outcome": "failed", "code": "noSpace", "message": "the disk is full", "hint": null, "requestedKind": "log", "takenKind": "full",
              "startedAt": "2026-03-01T12:00:05.25+01:00", "backupSeconds": 1.5, "bytes": 9007199254740993, "bytesPerSecond": 12.5, "verifiedOnInstance": false,
              "verification": { "level": "L1", "verdict": "not checked", "findings": [ { "severity": "suspect", "code": "logGap", "position": 2, "offset": null, "message": "a hole" } ] },
              "files": [ { "file": "D:\\bk\\a.bak", "length": 10, "sha256": null }, { "file": "D:\\bk\\b.bak", "length": null, "sha256": "00" } ] }
            """);

        Assert.Equal((RunOutcome.Failed, "NoSpace", BackupKind.Log, BackupKind.Full), (result.Outcome, result.Code, result.RequestedKind, result.TakenKind!.Value));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 5, 250, TimeSpan.FromHours(1)), result.StartedAt);
        Assert.Equal((TimeSpan.FromSeconds(1.5), 9007199254740993, 12.5, false), (result.BackupDuration, result.Bytes, result.BytesPerSecond!.Value, result.VerifiedOnInstance!.Value));
        Assert.Equal((VerificationLevel.L1, Verdict.NotChecked), (result.Verification!.Level, result.Verification.Verdict));
        Assert.Equal((FindingSeverity.Suspect, "LogGap", 2, (long?)null), (result.Verification.Findings[0].Severity, result.Verification.Findings[0].Code, result.Verification.Findings[0].Position!.Value, result.Verification.Findings[0].Offset));
        Assert.Equal([@"D:\bk\a.bak", @"D:\bk\b.bak"], result.Path);
        Assert.Null(result.Hint);
        Assert.Null(result.SetGuid);
        Assert.Empty(result.Notes);
    }

    [Fact]
    public void Read_TellsWhatToDoInTheWordsOfPowerShell()
    {
        Note note = Read<Note>("""{ "code": "none", "message": "see --policy", "hint": "let 'posbackup sync' send it again" }""");

        Assert.Equal(("see -PolicyPath", "let 'Sync-PosBackupRemote' send it again"), (note.Message, note.Hint));
    }

    [Fact]
    public void Read_PassesOverWhatANewerEngineSays() => Assert.Equal("Shop", Read<BackupResult>("""{ "database": "Shop", "sparkle": { "deep": [1] } }""").Database);

    [Fact]
    public void Read_NamesTheMemberThatIsOfAnotherType()
    {
        FormatException e = Assert.Throws<FormatException>(() => Read<BackupResult>("""{ "bytes": "many" }"""));

        Assert.Contains("'bytes' of BackupResult", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ListsOfWordsAndGuids()
    {
        Assert.Equal(["AtomicReplace", "FreeSpace"], Read<TargetProbe>("""{ "features": [ "atomicReplace", "freeSpace" ], "clockSkewSeconds": -2.5 }""").Features);
        Assert.Equal([Guid.Parse("5a0c4f0e-6b1b-4a39-9a0e-0d6f0c0a7b11")], Read<DrillResult>("""{ "sets": [ "5a0c4f0e-6b1b-4a39-9a0e-0d6f0c0a7b11" ] }""").Sets);
    }

    [Fact]
    public void ListedSet_HasTheFilesOfTheDatabaseAndTheFilesOfItsMedia()
    {
        ListedBackupSet set = Listed("catalog", target: null);

        Assert.Equal(("Shop", "data.mdf"), (set.Database, Assert.Single(set.Files).PhysicalName));
        Assert.Equal(["/bk/1.bak", "/bk/2.bak"], set.Path);
        Assert.Equal((MediaPresence.Missing, Verdict.Intact, 2), (set.Presence!.Value, set.Verdict, set.Stripes));
    }

    [Fact]
    public void ListedSet_AtATarget_HasNoPathHere()
    {
        ListedBackupSet set = Listed("target", "hq");

        Assert.Empty(set.Path);
        Assert.Equal(2, set.MediaFiles.Count);
        Assert.All(set.MediaFiles, file => Assert.Equal((0, "hq", file.File), (file.Path.Length, file.Target, file.TargetPath)));
    }

    [Fact]
    public void Read_EveryRecordSaysWhatItIsInALine()
    {
        IEnumerable<Type> records = typeof(BackupResult).Assembly.GetTypes().Where(type => type is { IsPublic: true, IsClass: true, IsAbstract: false, Namespace: "PosBackup.PowerShell.Records" });

        Assert.All(records, type =>
        {
            string line = Activator.CreateInstance(type)!.ToString()!;
            Assert.DoesNotContain("PosBackup.", line, StringComparison.Ordinal);
            Assert.DoesNotContain("System.", line, StringComparison.Ordinal);
        });
    }

    private static ListedBackupSet Listed(string source, string? target) => ListedBackupSet.Of(Parse($$"""
        { "set": { "database": "Shop", "kind": "full", "files": [ { "logicalName": "Shop", "physicalName": "data.mdf", "type": "data" } ] },
          "files": [ { "file": "/bk/1.bak", "stripe": 1, "presence": "present" }, { "file": "/bk/2.bak", "stripe": 2, "presence": "missing" } ],
          "mediaSetId": "5a0c4f0e-6b1b-4a39-9a0e-0d6f0c0a7b11", "stripes": 2, "source": "{{source}}", "target": {{(target is null ? "null" : $"\"{target}\"")}}, "medium": null, "proof": null, "verdict": "intact" }
        """));

    private static T Read<T>(string json)
        where T : class => RecordMapper.Read<T>(Parse(json));

    private static JsonValue Parse(string json) => JsonText.Read(new ArraySegment<byte>(Encoding.UTF8.GetBytes(json)));
}
