using System.Text.Json;
using System.Text.Json.Nodes;
using PosBackup.Cli.Json;
using PosBackup.Cli.Tests.Support;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Restores;

namespace PosBackup.Cli.Tests.Json;

/// <summary>The documents of <c>restore --json</c>, as src/README.md describes them.</summary>
public sealed class RestoreReportJsonTests
{
    private static readonly string[] Fields =
    [
        "restoreId", "instance", "database", "target", "targetState", "moment", "dryRun", "outcome", "code", "message", "hint", "reached", "level", "restored", "plan", "gap",
        "steps", "notes", "startedAt", "finishedAt", "seconds",
    ];

    [Fact]
    public void Every_Document_HasTheSameFields()
    {
        RestoreReport[] reports = [SomeRestore.Done, SomeRestore.NotRecoverable, SomeRestore.Done with { Outcome = RestoreOutcome.Cancelled, Plan = null }];
        Assert.All(reports, report => Assert.Equal(Fields, Document(report).AsObject().Select(field => field.Key)));
    }

    [Fact]
    public void TheShape_IsTheOneThatIsWrittenDown() => Assert.Equal(
        [
            "restoreId: string", "instance: string", "database: string", "target: string", "targetState: string",
            "moment.kind: string", "moment.time: string", "moment.isLocal: boolean", "moment.setGuid: null", "moment.lsn: null", "moment.mark: null", "moment.after: null",
            "moment.isBefore: boolean",
            "dryRun: boolean", "outcome: string", "code: string", "message: string", "hint: null", "reached: string", "level: string",
            "restored.owner: string", "restored.recoveryModel: string", "restored.pageVerify: string", "restored.compatibilityLevel: number",
            "restored.orphanedUsers[].name: string", "restored.orphanedUsers[].hasNamesake: boolean", "restored.orphanedUsers[].fix: string",
            "plan.sourceInstance: string", "plan.instanceVersion: string", "plan.reached: string", "plan.continues: boolean", "plan.replaces: boolean", "plan.bytes: number", "plan.estimateSeconds: number",
            "plan.steps[].number: number", "plan.steps[].kind: string", "plan.steps[].reason: string", "plan.steps[].sql: string", "plan.steps[].position: null|number",
            "plan.steps[].files[].file: string", "plan.steps[].files[].stripe: number", "plan.steps[].files[].length: null", "plan.steps[].files[].sha256: null",
            "plan.steps[].files[].verdict: string",
            "plan.steps[].bytes: number", "plan.steps[].estimateSeconds: number", "plan.steps[].mayFinish: boolean",
            "plan.files[].logicalName: string", "plan.files[].type: string", "plan.files[].from: string", "plan.files[].to: string", "plan.files[].bytes: number",
            "plan.volumes[].volume: string", "plan.volumes[].neededBytes: number", "plan.volumes[].freeBytes: null|number",
            "gap: null",
            "steps[].number: number", "steps[].seconds: number", "steps[].messages[].number: number", "steps[].messages[].severity: number", "steps[].messages[].state: number",
            "steps[].messages[].text: string",
            "notes[].message: string", "notes[].hint: null|string", "startedAt: string", "finishedAt: string", "seconds: number",
        ],
        JsonShape.Of(Document(SomeRestore.Done)).Where(line => !line.StartsWith("plan.steps[].set", StringComparison.Ordinal)));

    [Fact]
    public void AResult_TellsMomentLevelAndSteps()
    {
        JsonNode done = Document(SomeRestore.Done);
        Assert.Equal("restoring", Text(done["targetState"]));
        Assert.Equal(("succeeded", "L2", "2026-03-01T12:00:05+08:00", 75), (Text(done["outcome"]), Text(done["level"]), Text(done["reached"]), (int)done["seconds"]!.GetValue<double>()));
        Assert.Equal(["full", "log", "recover"], done["plan"]!["steps"]!.AsArray().Select(step => Text(step!["kind"])));
        Assert.Equal("31000000020000001", Text(done["plan"]!["steps"]![0]!["set"]!["lastLsn"]));
        Assert.Equal(2, done["plan"]!["steps"]![0]!["files"]!.AsArray().Count);
    }

    [Fact]
    public void ADryRun_ReachedNothingAndProvesNothing()
    {
        JsonNode plan = Document(SomeRestore.Done with { Restored = null }, isDryRun: true);
        Assert.True(plan["dryRun"]!.GetValue<bool>());
        Assert.Null(plan["reached"]);
        Assert.Null(plan["level"]);
        Assert.Equal("2026-03-01T12:00:05+08:00", Text(plan["plan"]!["reached"]));
    }

    [Fact]
    public void AGap_HasOptionsToAskAgainWith()
    {
        JsonNode document = Document(SomeRestore.NotRecoverable);
        JsonNode gap = document["gap"]!;
        Assert.Equal(["reason", "message", "missingFrom", "missingTo", "culprit", "before", "after"], gap.AsObject().Select(field => field.Key));
        Assert.Equal(["obstacle", "files", "devices", "set"], gap["culprit"]!.AsObject().Select(field => field.Key));
        Assert.Equal(("notRecoverable", "setMissing", "31000000030000001", "notFound"), (Text(document["outcome"]), Text(gap["reason"]), Text(gap["missingFrom"]), Text(gap["culprit"]!["obstacle"])));
        Assert.Equal(
            ("--to-set 00000000-0000-0000-0000-000000000002", "--to 2026-03-01T14:00:00+08:00"), (Text(gap["before"]!["option"]), Text(gap["after"]!["option"])));
        Assert.Null(document["level"]);
    }

    public static TheoryData<RestoreMoment, string> Moments => new()
    {
        { RestoreMoment.Newest, """{"kind":"latest","time":null,"isLocal":null,"setGuid":null,"lsn":null,"mark":null,"after":null,"isBefore":false}""" },
        { new RestoreMoment.AtLocal(new DateTime(2026, 3, 1, 12, 0, 5)), """{"kind":"time","time":"2026-03-01T12:00:05","isLocal":true,"setGuid":null,"lsn":null,"mark":null,"after":null,"isBefore":false}""" },
        { new RestoreMoment.AtLsn(new Lsn(31, 288, 1), IsBefore: true), """{"kind":"lsn","time":null,"isLocal":null,"setGuid":null,"lsn":"31000000028800001","mark":null,"after":null,"isBefore":true}""" },
        { new RestoreMoment.AtMark("m", new DateTime(2026, 3, 1)), """{"kind":"mark","time":null,"isLocal":null,"setGuid":null,"lsn":null,"mark":"m","after":"2026-03-01T00:00:00","isBefore":false}""" },
        { new RestoreMoment.EndOfSet(SomeRestore.Guid(2)), """{"kind":"set","time":null,"isLocal":null,"setGuid":"00000000-0000-0000-0000-000000000002","lsn":null,"mark":null,"after":null,"isBefore":false}""" },
    };

    [Theory]
    [MemberData(nameof(Moments))]
    public void Moments_AreOneKindAndItsValue(RestoreMoment moment, string json) =>
        Assert.Equal(json, JsonNode.Parse(JsonSerializer.Serialize(RestoreReportJson.Of(SomeRestore.Done, moment, isDryRun: false), CliJson.Default.RestoreReportJson))!["moment"]!.ToJsonString());

    private static JsonNode Document(RestoreReport report, bool isDryRun = false) =>
        JsonNode.Parse(JsonSerializer.Serialize(RestoreReportJson.Of(report, SomeRestore.Moment, isDryRun), CliJson.Default.RestoreReportJson))!;

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}
