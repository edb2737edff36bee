using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Parameters;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Commands;

/// <summary>
/// Drills: restores databases under throw-away names, checks them, drops them, and leaves evidence. The plan asks one question for each database that is due. Sets of the pipeline say
/// which databases are meant and where their backups are read; each target by itself, as evidence of one is none of another.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "PosRestore", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(DrillResult))]
public sealed class TestPosRestoreCommand : BackupSourceCommand
{
    private readonly List<(BackupPlace Place, string? Instance, string[] Databases)> _asked = [];

    /// <summary>Names of databases, as they were when they were backed up; wildcards are allowed. By default all that the sources hold.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "DatabaseName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string[] Database { get; set; } = [];

    /// <summary>Only databases of this instance, as the backups name it. By default that of a set of the pipeline, else of every instance, each by itself.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(InstanceCompleter))]
    public string? SourceInstance { get; set; }

    /// <summary>Which moment to restore. By default Latest.</summary>
    [Parameter]
    public DrillMoment? Moment { get; set; }

    /// <summary>How far back a random or the oldest moment may lie: what retention promises.</summary>
    [Parameter]
    [SpanTransformation]
    public TimeSpan? Window { get; set; }

    /// <summary>Decides a random moment, to drill the same again. By default it is drawn, and told in the evidence.</summary>
    [Parameter]
    public long? Seed { get; set; }

    /// <summary>Only the n-th of t shares of the databases (3/7), or another share each day (auto/7). By default all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Rotation { get; set; }

    /// <summary>JSON file of queries to the restored databases and what they must answer. By default none is asked.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AssertionPath { get; set; }

    /// <summary>Time to a usable database that was promised; missing it is told and fails nothing.</summary>
    [Parameter]
    [SpanTransformation]
    public TimeSpan? Rto { get; set; }

    /// <summary>Folder for the evidence. By default evidence, beside the catalog.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? EvidenceFolder { get; set; }

    /// <summary>Folder for data files, as the instance sees it. By default the instance's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DataFolder { get; set; }

    /// <summary>Folder for log files, as the instance sees it. By default the instance's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LogFolder { get; set; }

    /// <summary>Folder that remembers drills under way. By default beside the catalog.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StateFolder { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseBlank(nameof(SourceInstance), SourceInstance);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (PlaceOf(string.Join(", ", Database)) is { } place)
            _asked.Add((place, IsNamed(SourceInstance) ? SourceInstance : null, Database));
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (IsNothingAsked(_asked.Sum(asked => asked.Databases.Length), nameof(Database)))
            return;

        // What the pipeline brings without a database asks for none: to the engine that would be all.
        IEnumerable<(BackupPlace Place, string? Instance, string[] Databases)> named = MyInvocation.ExpectingInput ? _asked.Where(asked => asked.Databases.Length > 0) : _asked;
        foreach (var of in named.GroupBy(asked => (asked.Place.Key, Instance: asked.Instance?.ToUpperInvariant())))
            Drill(Body(BackupPlace.Of([.. of.Select(asked => asked.Place)]), of.First().Instance, [.. of.SelectMany(asked => asked.Databases).Distinct(StringComparer.Ordinal)]));
    }

    private void Drill(JsonObject body)
    {
        var planned = new List<JsonValue>();
        if (CallOfMany("drill/plan", body, ServerInstance, planned.Add) is not { } plan)
            return;

        WriteVerbose($"{plan["notDue"].Text} databases of other shares are not due");
        JsonObject[] approved = [.. planned.Where(drill => MayDrill(drill, plan["instance"].Text)).Select(Approval)];
        if (approved.Length == 0)
            return;

        body["approved"] = approved;
        if (CallOfMany("drill/run", body, ServerInstance, record => Write(RecordMapper.Read<DrillResult>(record))) is not { } report)
            return;

        foreach (JsonValue removed in report["leftOversRemoved"].Items)
            WriteVerbose($"{removed.Text}, left by an earlier drill, was removed");
        foreach (JsonValue note in report["notes"].Items)
            Warn(note["message"].Text, note["hint"].AsText());
    }

    private static JsonObject Approval(JsonValue drill) => new() { ["database"] = drill["database"].Text, ["sourceInstance"] = drill["sourceInstance"].AsText() };

    private bool MayDrill(JsonValue drill, string instance)
    {
        string of = drill["sourceInstance"].AsText() is { Length: > 0 } source ? $" of {source}" : "";
        return ShouldProcess($"backups of {drill["database"].Text}{of}", $"Restore to a throw-away database on {instance}, check it, and drop it");
    }

    private void Write(DrillResult result)
    {
        WriteObject(result);
        foreach (Note note in result.Notes)
            Warn($"{result.Database}: {note.Message}", note.Hint);

        if (result.Outcome != DrillOutcome.Passed)
            WriteError(ErrorRecords.Of(result.Code, $"{result.Database}: {result.Message}", result.Hint, (object?)result.Gap ?? result.Database));
    }

    private JsonObject Body(BackupPlace place, string? instance, IReadOnlyList<string> databases) => SourceBody(place).With(new()
    {
        ["databases"] = databases.Count > 0 ? databases : null,
        ["sourceInstance"] = instance,
        ["moment"] = Moment,
        ["windowSeconds"] = Window,
        ["seed"] = Seed,
        ["rotation"] = Rotation,
        ["assertions"] = PathArguments.Whole(this, AssertionPath),
        ["rtoSeconds"] = Rto,
        ["evidence"] = PathArguments.Whole(this, EvidenceFolder),
        ["dataFolder"] = PathArguments.AsInstanceSees(this, DataFolder),
        ["logFolder"] = PathArguments.AsInstanceSees(this, LogFolder),
        ["state"] = PathArguments.Whole(this, StateFolder),
    });
}
